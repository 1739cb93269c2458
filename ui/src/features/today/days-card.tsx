import { useTranslation } from 'react-i18next'
import type { MetricDay } from '@/api/openapi'
import { useFormat } from '@/format'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Series } from '@/ui/charts/Series'
import { Skeleton } from '@/ui/Skeleton'
import { addDays, spread } from './days'

type Props = { series: readonly MetricDay[] | undefined; from: string; to: string; today: string }

/** Sent and answered, day by day; days without sending stay gaps. */
export function DaysCard({ series, from, to, today }: Props) {
  const { t } = useTranslation('today')
  const common = useTranslation('common').t
  const format = useFormat()
  const first = from || addDays(today, -13)
  const last = to || today
  const days = series ? spread(series, first, last) : []
  const sent = days.reduce((sum, day) => sum + (day.sent ?? 0), 0)
  const replies = days.reduce((sum, day) => sum + (day.replies ?? 0), 0)
  return (
    <Card aria-labelledby="days">
      <CardHead id="days" title={t('days.title')} />
      <CardBody>
        {!series ? <Skeleton className="h-[220px]" /> : sent === 0 && replies === 0 ? <p className="py-8 text-center text-ink-2">{t('days.none')}</p> : (
          <Series
            sentence={t('days.sentence', { from: format.day(first), to: format.day(last), sent: format.number(sent), replies: format.number(replies) })}
            pointLabel={t('days.day')}
            points={days.map(day => ({ label: format.day(day.date), values: { sent: day.sent, replies: day.replies } }))}
            lines={[{ key: 'sent', label: t('days.sent'), kind: 'bar', colour: 'c5' }, { key: 'replies', label: t('days.replies'), kind: 'line', colour: 'c1' }]}
            format={format.number}
            showNumbers={common('showNumbers')}
            showChart={t('days.showChart')}
          />
        )}
      </CardBody>
    </Card>
  )
}
