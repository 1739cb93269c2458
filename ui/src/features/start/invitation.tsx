import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { asApiError, send } from '@/api/http'
import { startSession, useSessionStore, type Role } from '@/api/session'
import { Frame } from './frame'
import { InvitationForm } from './invitation-form'
import { Stale } from './stale'

export type Invitation = { workspace: string; role: Role; email: string; locale: string; expires_at: string; exists: boolean }

/** An invitation: to whom, into what, as what; then a password, or one button for whoever is signed in. */
export function Component() {
  const { t } = useTranslation('start')
  const common = useTranslation('common').t
  const { token = '' } = useParams()
  const state = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => {
      await startSession().catch(() => undefined)
      return send<Invitation>('GET', `/auth/invitation/${encodeURIComponent(token)}`)
    },
    retry: false,
  })
  const me = useSessionStore(s => s.record)
  if (state.isPending) return <Frame title={t('invitation.loading')} />
  if (state.error) return <Stale title={t('invitation.staleTitle')} unknown={t('invitation.unknown')} thrown={asApiError(state.error)} />
  const invitation = state.data
  return (
    <Frame title={t('invitation.title', { workspace: invitation.workspace })} text={t('invitation.text', { role: common(`role.${invitation.role}`) })}>
      <InvitationForm token={token} invitation={invitation} mine={me?.email === invitation.email} other={me !== null && me.email !== invitation.email} />
    </Frame>
  )
}
