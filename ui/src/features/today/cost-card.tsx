import { useTranslation } from 'react-i18next'
import type { Cost, MetricDay } from '@/api/openapi'
import { useSession } from '@/api/session'
import { useFormat } from '@/format'
import { Marked } from '@/i18n/marked'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Meter } from '@/ui/Meter'
import { Skeleton } from '@/ui/Skeleton'
import { monthSpend } from './days'

type Props = { cost: Cost | undefined; series: readonly MetricDay[] | undefined; today: string }

/** What an answer and a client cost, and how much of the month's money is gone. */
export function CostCard({ cost, series, today }: Props) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const { workspace } = useSession()
  const limit = workspace.send_budget_micros
  const spent = monthSpend(series ?? [], today)
  const shown = limit > 0 ? t('cost.of', { spent: format.micros(spent), limit: format.micros(limit) }) : format.micros(spent)
  return (
    <Card aria-labelledby="cost">
      <CardHead id="cost" title={t('cost.title')} />
      <CardBody>
        {!cost ? <Skeleton className="h-24" /> : (
          <>
            <p className="flex flex-wrap items-baseline gap-x-2.5">
              <Marked text={t(cost.per_lead_micros > 0 ? 'cost.answer' : 'cost.total', { money: format.micros(cost.per_lead_micros || cost.total_micros) })} marks={{
                big: inner => <span className="text-3xl font-bold tracking-tight tabular-nums">{inner}</span>,
                small: inner => <span className="text-ink-2">{inner}</span>,
              }} />
            </p>
            <p className="mt-0.5 mb-4 text-sm text-ink-2">
              {cost.total_micros === 0 ? t('cost.free')
                : cost.per_conversion_micros > 0 ? t('cost.client', { client: format.micros(cost.per_conversion_micros), total: format.micros(cost.total_micros) })
                  : t('cost.noClient', { total: format.micros(cost.total_micros) })}
            </p>
            {limit > 0
              ? <Meter label={t('cost.month')} value={spent} max={limit} tone={spent > limit * 0.8 ? 'warn' : 'primary'} shown={shown} />
              : <p className="flex justify-between gap-3 text-sm"><span className="text-ink-2">{t('cost.month')}</span><b className="font-semibold tabular-nums">{shown}</b></p>}
          </>
        )}
      </CardBody>
    </Card>
  )
}
