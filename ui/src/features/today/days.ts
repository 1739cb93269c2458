import type { MetricDay } from '@/api/openapi'

const oneDay = 24 * 60 * 60_000

/** addDays goes forth or back from a day such as 2026-11-24. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + n * oneDay).toISOString().slice(0, 10)
}

/** A day of the chart; null where nothing was done, which is a gap and no zero. */
export type Day = { date: string; sent: number | null; replies: number | null }

/** spread fills the days from `from` to `to` with what is known of them. */
export function spread(series: readonly MetricDay[], from: string, to: string): Day[] {
  const known = new Map(series.map(day => [day.date, day]))
  const days: Day[] = []
  for (let date = from; date <= to && days.length < 400; date = addDays(date, 1)) {
    const day = known.get(date)
    days.push({ date, sent: day && day.messages_sent > 0 ? day.messages_sent : null, replies: day && (day.messages_sent > 0 || day.replies_received > 0) ? day.replies_received : null })
  }
  return days
}

/** monthSpend is what the month of `today` has cost so far, in millionths. */
export function monthSpend(series: readonly MetricDay[], today: string): number {
  const month = today.slice(0, 7)
  return series.filter(day => day.date.startsWith(month)).reduce((sum, day) => sum + day.cost_micros, 0)
}
