import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Card } from '@/ui/Card'
import { Skeleton } from '@/ui/Skeleton'
import { actOf } from './audit'
import { auditQuery } from './privacy.queries'
import { membersQuery } from './team.queries'

/** AuditList is who did what, the newest first. Nobody can change or take away a line. */
export function AuditList() {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { workspace, record } = useSession()
  const rows = useQuery(auditQuery(workspace.id))
  const members = useQuery(membersQuery(workspace.id))
  const nameOf = (actor: string) => {
    if (actor === record.id) return record.full_name || record.email
    const person = members.data?.find((one) => one.user === actor)?.expand?.user
    return person?.full_name || person?.email || t('audit.somebody')
  }
  if (rows.isError) return <Failed what={t('audit.failed')} error={rows.error} onRetry={() => void rows.refetch()} />
  if (!rows.data) return <Skeleton className="h-60 rounded-lg" />
  return (
    <>
      <p className="mb-3 text-sm text-ink-2">{t('audit.text')}</p>
      <Card>
        <ul>
          {rows.data.map((one) => {
            const act = actOf(one.action)
            return (
              <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 border-t border-line px-[18px] py-2.5 first:border-0">
                <span className="w-28 flex-none text-sm text-ink-3 tabular-nums">{format.dateTime(one.created)}</span>
                <span className="min-w-0 flex-1 basis-48">
                  <b className="font-semibold">{nameOf(one.actor)}</b> <span className="text-ink-2">{act.kind === 'own' ? t(`audit.said.${act.key}`) : act.kind === 'write' ? t(`audit.act.${act.act}`, { what: t(`audit.of.${act.thing}`) }) : act.action}</span>
                </span>
                <span className="text-xs text-ink-3 tabular-nums">{one.ip}</span>
              </li>
            )
          })}
        </ul>
      </Card>
    </>
  )
}
