import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { moment, useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card, CardHead } from '@/ui/Card'
import { StateMark } from '@/ui/StateMark'
import { invitationsQuery, useRevokeInvitation } from './team.queries'

/** InvitationsCard lists who is invited and has not come yet; an invitation is taken back here. */
export function InvitationsCard() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const format = useFormat()
  const { workspace } = useSession()
  const invitations = useQuery(invitationsQuery(workspace.id))
  const revoke = useRevokeInvitation()
  if (!invitations.data || invitations.data.length === 0) return null
  return (
    <Card>
      <CardHead title={t('invite.open')} meta={format.number(invitations.data.length)} />
      <ul className="mt-2">
        {invitations.data.map((one) => {
          const over = moment(one.expires_at).getTime() < Date.now()
          return (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-[18px] py-2.5">
              <div className="min-w-0 flex-1">
                <p className="truncate font-semibold">{one.email}</p>
                <p className="text-sm text-ink-2">{common(`role.${one.role}`)}</p>
              </div>
              <StateMark tone={over ? 'idle' : 'info'} word={over ? t('invite.over') : t('invite.until', { day: format.day(one.expires_at) })} />
              <Button size="sm" variant="quiet" loading={revoke.isPending && revoke.variables === one.id} onClick={() => revoke.mutate(one.id)} aria-label={t('invite.revokeName', { email: one.email })}>{t('invite.revoke')}</Button>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
