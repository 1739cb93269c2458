import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { PageHead } from '@/ui/PageHead'
import { IdentityCard } from './IdentityCard'
import { OfferCard } from './OfferCard'
import { PaceCard } from './PaceCard'
import { PauseCard } from './PauseCard'
import { SenderCard } from './SenderCard'

/** Component is the agency: its switch, its name and place, who signs, and how fast it may go. */
export function Component() {
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return (
    <>
      <PageHead title={t('section.agencia')} meta={t('agency.meta', { name: workspace.name })} />
      <div className="grid gap-4" key={workspace.id}>
        <PauseCard />
        <IdentityCard workspace={workspace} />
        <SenderCard workspace={workspace} />
        <OfferCard workspace={workspace} />
        <PaceCard workspace={workspace} />
      </div>
    </>
  )
}
