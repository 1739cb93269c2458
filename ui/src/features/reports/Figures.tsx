import { useTranslation } from 'react-i18next'
import type { WeekReport } from '@/api/openapi'
import { useFormat } from '@/format'
import { Card, CardBody } from '@/ui/Card'

/** Figures are the five steps of the week with the cost of each, and what else there was. */
export function Figures({ report }: { report: WeekReport }) {
  const { t } = useTranslation('reports')
  const format = useFormat()
  const money = new Intl.NumberFormat(format.locale, { style: 'currency', currency: report.cost.currency || 'BRL' })
  const cost = (micros: number) => (micros > 0 ? money.format(micros / 1e6) : '')
  const steps = [
    { name: 'found', count: report.found, each: report.cost.per_found_micros },
    { name: 'judged', count: report.judged, each: report.cost.per_judged_micros },
    { name: 'contacted', count: report.contacted, each: report.cost.per_contacted_micros },
    { name: 'answered', count: report.answered, each: report.cost.per_answer_micros },
    { name: 'meetings', count: report.meetings, each: report.cost.per_meeting_micros },
  ] as const
  return (
    <Card className="break-inside-avoid">
      <CardBody className="pt-[18px]">
        <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-5">
          {steps.map((step) => (
            <div key={step.name} className="flex flex-col">
              <dt className="order-2 text-sm text-ink-2">{t(`step.${step.name}`)}</dt>
              <dd className="order-1 text-3xl font-bold tabular-nums">{format.number(step.count)}</dd>
              {cost(step.each) && <dd className="order-3 text-xs text-ink-3 tabular-nums">{t('each', { cost: cost(step.each) })}</dd>}
            </div>
          ))}
        </dl>
        <p className="mt-4 border-t border-line pt-3 text-sm text-ink-2 tabular-nums">
          {[
            t('sent', { count: report.sent, shown: format.number(report.sent) }),
            t('optOuts', { count: report.opt_outs, shown: format.number(report.opt_outs) }),
            t('failures', { count: report.failures, shown: format.number(report.failures) }),
            t('cost', { cost: money.format(report.cost.total_micros / 1e6) }),
          ].join(' · ')}
        </p>
      </CardBody>
    </Card>
  )
}
