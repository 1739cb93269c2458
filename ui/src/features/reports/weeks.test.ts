import { expect, it } from 'vitest'
import { isWeek, weeksOf } from './weeks'

const line = (week: string, sent: number) => ({ week, from: '2026-11-23', to: '2026-11-29', campaign: { id: `c${sent}`, name: 'Dentistas' }, found: 10, sent, answered: 1, meetings: 0, cost_micros: 1_000_000 })

it('gathers the campaigns of a week and sums them up', () => {
  const weeks = weeksOf([line('2026-W48', 5), line('2026-W48', 7), line('2026-W47', 3)])
  expect(weeks.map((week) => [week.week, week.lines.length, week.sum.sent, week.sum.cost_micros])).toEqual([['2026-W48', 2, 12, 2_000_000], ['2026-W47', 1, 3, 1_000_000]])
})

it('knows a week by its name', () => {
  expect(['2026-W48', '2026-W54', '2026-48', 'agora'].map(isWeek)).toEqual([true, false, false, false])
})
