import { useQuery } from '@tanstack/react-query'
import { Laptop, Smartphone, Terminal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SessionItem } from '@/api/openapi'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Card, CardHead } from '@/ui/Card'
import { Skeleton } from '@/ui/Skeleton'
import { deviceOf } from './schema'
import { sessionsQuery, useEndSession } from './team.queries'

/** SessionsCard lists one's own devices; each but this one can be signed out. */
export function SessionsCard() {
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  const sessions = useQuery(sessionsQuery(workspace.id))
  return (
    <Card>
      <CardHead title={t('sessions.title')} meta={t('sessions.meta')} />
      {sessions.isError && <div className="p-[18px]"><Failed what={t('sessions.failed')} error={sessions.error} onRetry={() => void sessions.refetch()} /></div>}
      {sessions.isPending && <div aria-busy="true" className="p-[18px]"><Skeleton className="h-12" /></div>}
      <ul className="mt-2">{sessions.data?.map((one) => <SessionRow key={one.id} session={one} />)}</ul>
    </Card>
  )
}

function SessionRow({ session }: { session: SessionItem }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const end = useEndSession()
  const { browser, system } = deviceOf(session.device)
  const Icon = session.kind === 'bearer' ? Terminal : /iOS|Android/.test(system) ? Smartphone : Laptop
  const name = [browser, system].filter(Boolean).join(', ') || t('sessions.unknown')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-[18px] py-2.5">
      <Icon aria-hidden className="size-5 flex-none text-ink-3" strokeWidth={1.75} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-semibold">{name}</p>
        <p className="text-sm text-ink-2 tabular-nums">{t('sessions.seen', { when: format.dateTime(session.last_seen), ip: session.ip })}</p>
      </div>
      {session.current ? <Badge tone="ok">{t('sessions.this')}</Badge> : <Button size="sm" variant="quiet" loading={end.isPending} onClick={() => end.mutate(session.id)} aria-label={t('sessions.endName', { name })}>{t('sessions.end')}</Button>}
    </li>
  )
}
