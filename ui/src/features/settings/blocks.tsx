import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { BlockForm } from './BlockForm'
import { BlockList } from './BlockList'

/** Component is the list of whom nobody writes to. It holds masked hints: the contacts themselves are not kept. */
export function Component() {
  const { t } = useTranslation('settings')
  const admin = useCan('admin')
  const may = useCan('write')
  return (
    <>
      <PageHead title={t('section.bloqueios')} meta={t('blocks.meta')} />
      <div className="grid gap-4">
        {may && <BlockForm />}
        {admin ? <BlockList /> : <EmptyState drawing="hand" title={t('blocks.viewer')} text={t('blocks.viewerText')} />}
      </div>
    </>
  )
}
