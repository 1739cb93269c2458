import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import { PageHead } from '@/ui/PageHead'
import { InvitationsCard } from './InvitationsCard'
import { InviteCard } from './InviteCard'
import { MembersCard } from './MembersCard'
import { SessionsCard } from './SessionsCard'

/** Component is the team: who belongs to it and as what, who is invited, and one's own devices. */
export function Component() {
  const { t } = useTranslation('settings')
  const admin = useCan('admin')
  return (
    <>
      <PageHead title={t('section.equipe')} meta={t('team.meta')} />
      <div className="grid gap-4">
        {admin && <InviteCard />}
        {admin && <InvitationsCard />}
        <MembersCard />
        <SessionsCard />
      </div>
    </>
  )
}
