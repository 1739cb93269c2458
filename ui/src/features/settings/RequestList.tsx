import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCan, useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { moment, useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { Skeleton } from '@/ui/Skeleton'
import { StateMark } from '@/ui/StateMark'
import { requestsQuery, useCloseRequest, type PrivacyRequest } from './privacy.queries'
import { daysLeft } from './schema'

/** RequestList are the requests of people, what is due first on top, each with its clock of 15 days. */
export function RequestList() {
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  const requests = useQuery(requestsQuery(workspace.id))
  if (requests.isError) return <Failed what={t('request.failed')} error={requests.error} onRetry={() => void requests.refetch()} />
  if (!requests.data) return <Skeleton className="h-40 rounded-lg" />
  if (requests.data.length === 0) return <EmptyState drawing="circles" title={t('request.empty')} text={t('request.emptyText')} />
  const sorted = [...requests.data].sort((a, b) => Number(a.status !== 'open') - Number(b.status !== 'open'))
  return <Card><ul>{sorted.map((one) => <RequestRow key={one.id} request={one} />)}</ul></Card>
}

function RequestRow({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const admin = useCan('admin')
  const close = useCloseRequest()
  return (
    <li className="grid gap-2 border-t border-line px-[18px] py-3.5 first:border-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 font-semibold">{t(`request.kind.${request.kind}`)} <span className="font-normal text-ink-2">{request.hint}</span></p>
        <Clock request={request} />
      </div>
      {request.details && <p className="max-w-[64ch] text-ink-2">{request.details}</p>}
      <div className="flex flex-wrap items-center gap-2 text-sm text-ink-3">
        <span>{t(`request.source.${request.source || 'member'}`, { when: format.day(request.created) })}</span>
        {request.prospect && <Link className="link inline-flex items-center touch:min-h-11" to={`/prospectos?p=${request.prospect}`}>{t('request.see')}</Link>}
        {admin && request.status === 'open' && (
          <span className="ml-auto flex gap-2">
            <Button size="sm" variant="quiet" onClick={() => close.mutate({ id: request.id, status: 'refused' })}>{t('request.refuse')}</Button>
            <Button size="sm" loading={close.isPending} onClick={() => close.mutate({ id: request.id, status: 'done' })}>{t('request.done')}</Button>
          </span>
        )}
      </div>
    </li>
  )
}

/** Clock is how long a request still has, or how it ended. */
function Clock({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  if (request.status !== 'open') return <StateMark tone={request.status === 'done' ? 'ok' : 'idle'} icon={request.status === 'done' ? 'check' : undefined} word={t(`request.status.${request.status}`, { when: request.closed_at ? format.day(request.closed_at) : '' })} />
  const left = daysLeft(moment(request.due_at), new Date())
  if (left < 0) return <StateMark tone="bad" icon="clock" word={t('request.late', { count: -left })} />
  return <StateMark tone={left <= 5 ? 'warn' : 'info'} icon="clock" word={t('request.left', { count: left })} />
}
