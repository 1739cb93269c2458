import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { sentence, useReason } from '@/api/reason'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { waitingQuery } from './alerts.queries'
import { BudgetCard } from './BudgetCard'

/** Component is what needs somebody now, and what a month may cost. */
export function Component() {
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return (
    <>
      <PageHead title={t('section.alertas')} meta={t('alerts.meta')} />
      <div className="grid gap-4" key={workspace.id}>
        <WaitingCard />
        <BudgetCard workspace={workspace} />
      </div>
    </>
  )
}

function WaitingCard() {
  const { t } = useTranslation('settings')
  const say = useReason()
  const format = useFormat()
  const { workspace } = useSession()
  const waiting = useQuery(waitingQuery(workspace.id))
  return (
    <Card>
      <CardHead title={t('alerts.now')} />
      {waiting.isError && <CardBody><Failed what={t('alerts.failed')} error={waiting.error} onRetry={() => void waiting.refetch()} /></CardBody>}
      {waiting.isPending && <CardBody><Skeleton className="h-12" /></CardBody>}
      {waiting.data?.length === 0 && <CardBody><p className="text-ink-2">{t('alerts.none')}</p></CardBody>}
      <ul className="mt-2">
        {waiting.data?.map((one) => (
          <li key={one.code + one.link} className="border-t border-line">
            <Link to={one.link} className="flex min-h-[52px] items-center gap-3 px-[18px] py-2.5 hover:bg-sunken">
              <span className="min-w-0 flex-1">{sentence(say({ code: one.code, params: one.params ?? {}, message: one.message }))}</span>
              {one.since && <span className="text-sm text-ink-3 tabular-nums">{format.ago(one.since)}</span>}
              <ChevronRight aria-hidden className="size-4 text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
