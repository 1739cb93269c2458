import { useTranslation } from 'react-i18next'
import type { MetricDay } from '@/api/openapi'
import { useFormat } from '@/format'
import { Marked } from '@/i18n/marked'
import { Skeleton } from '@/ui/Skeleton'
import { addDays } from './days'

/** Yesterday in a sentence; where nothing went out then, today's. */
export function Yesterday({ series, today }: { series: readonly MetricDay[] | undefined; today: string }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  if (!series) return <Skeleton className="mt-1 w-72" />
  const of = (date: string) => series.find(day => day.date === date)
  const before = of(addDays(today, -1))
  const day = before && before.messages_sent > 0 ? before : of(today)
  if (!day || day.messages_sent === 0) return <p className="text-lg">{series.length === 0 ? t('said.never') : t('said.nothing')}</p>
  const bold = { b: (inner: string) => <b className="font-semibold text-ink-1">{inner}</b> }
  const when = day === before ? 'yesterday' : 'today'
  return (
    <p className="text-lg">
      <Marked text={t(`said.${when}Sent`, { count: day.messages_sent, formatted: format.number(day.messages_sent) })} marks={bold} />{' '}
      <Marked text={t('said.replied', { count: day.replies_received, formatted: format.number(day.replies_received) })} marks={bold} />
    </p>
  )
}
