import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Card, CardHead } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { Clients } from './Clients'
import { reportsQuery } from './queries'
import { all, weeksOf, type Week } from './weeks'

/** Component lists the clients of a person, and the weeks of the active one. */
export function Component() {
  const { t } = useTranslation('reports')
  const { workspace } = useSession()
  const reports = useQuery(reportsQuery(workspace.id))
  const weeks = weeksOf(reports.data?.items ?? [])
  return (
    <>
      <PageHead title={t('list.title')} meta={t('list.meta', { name: workspace.name })} />
      {reports.isError && <Failed what={t('list.failed')} error={reports.error} onRetry={() => void reports.refetch()} />}
      {reports.isPending && <div aria-busy="true" className="grid gap-4"><Skeleton className="h-[150px] rounded-lg" /><Skeleton className="h-[150px] rounded-lg" /></div>}
      {reports.data && <Clients clients={reports.data.clients ?? []} />}
      {reports.data && weeks.length === 0 && <EmptyState drawing="dots" title={t('empty.title')} text={t('empty.text')} />}
      <div className="grid gap-4">{weeks.map((week) => <WeekCard key={week.week} week={week} />)}</div>
    </>
  )
}

function WeekCard({ week }: { week: Week }) {
  const { t } = useTranslation('reports')
  const format = useFormat()
  const span = t('span', { from: format.day(week.from), to: format.day(week.to) })
  return (
    <Card>
      <CardHead title={span} meta={t('sum', { sent: format.number(week.sum.sent), answered: format.number(week.sum.answered) })} />
      <ul className="mt-2">
        {week.lines.length > 1 && <Row to={`/relatorios/${all}/${week.week}`} name={t('all')} sum={week.sum} strong />}
        {week.lines.map((line) => <Row key={line.campaign.id} to={`/relatorios/${line.campaign.id}/${week.week}`} name={line.campaign.name} sum={line} />)}
      </ul>
    </Card>
  )
}

function Row({ to, name, sum, strong }: { to: string; name: string; sum: Week['sum']; strong?: boolean }) {
  const { t } = useTranslation('reports')
  const format = useFormat()
  const figures = [t('found', { count: sum.found, shown: format.number(sum.found) }), t('sent', { count: sum.sent, shown: format.number(sum.sent) }), t('answered', { count: sum.answered, shown: format.number(sum.answered) }), t('meetings', { count: sum.meetings, shown: format.number(sum.meetings) })]
  return (
    <li className="border-t border-line">
      <Link to={to} className="flex min-h-[52px] flex-wrap items-center gap-x-4 gap-y-0.5 px-[18px] py-2.5 hover:bg-sunken">
        <span className={strong ? 'min-w-0 flex-1 basis-52 truncate font-bold' : 'min-w-0 flex-1 basis-52 truncate font-semibold'}>{name}</span>
        <span className="text-sm text-ink-2 tabular-nums">{figures.join(' · ')}</span>
      </Link>
    </li>
  )
}
