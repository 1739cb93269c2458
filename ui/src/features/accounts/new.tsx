import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Failed } from '@/app/failed'
import { useSearch } from '@/app/search'
import { useCan, useSession } from '@/api/session'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { OtherForm } from './OtherForm'
import { PlatformPick } from './PlatformPick'
import { isPlatform } from './platforms'
import { accountQuery } from './queries'
import { newSearch } from './schema'
import { WhatsAppSteps } from './WhatsAppSteps'

/** Component connects an account: the official number in four steps, the others in a form. */
export function Component() {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const { workspace } = useSession()
  const [at, go] = useSearch(newSearch)
  const account = useQuery({ ...accountQuery(workspace.id, at.conta), enabled: at.conta !== '' })
  const platform = isPlatform(at.tipo) ? at.tipo : 'whatsapp'
  const done = () => void navigate(at.volta || '/oficina/contas')
  if (!useCan('admin')) {
    return (
      <>
        <PageHead title={t('new.title')} />
        <EmptyState drawing="hand" title={t('new.viewer')} text={t('new.viewerText')} />
      </>
    )
  }
  return (
    <div className="mx-auto max-w-[720px]">
      <PageHead title={platform === 'whatsapp' ? t('new.whatsapp') : t('new.title')} meta={platform === 'whatsapp' ? t('new.whatsappMeta') : t('new.meta')} />
      {!at.conta && <PlatformPick value={platform} onPick={(tipo) => go({ tipo }, { replace: true })} />}
      {platform !== 'whatsapp' && <OtherForm key={platform} platform={platform} onDone={done} />}
      {platform === 'whatsapp' && at.conta !== '' && account.isPending && <Skeleton className="h-[300px] rounded-lg" />}
      {account.isError && <Failed what={t('new.failed')} error={account.error} onRetry={() => void account.refetch()} />}
      {platform === 'whatsapp' && (at.conta === '' || account.data) && (
        <WhatsAppSteps account={at.conta === '' ? null : (account.data ?? null)} onMade={(conta) => go({ conta }, { replace: true })} onDone={done} />
      )}
    </div>
  )
}
