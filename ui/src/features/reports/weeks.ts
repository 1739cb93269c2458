import type { WeekLine } from '@/api/openapi'

/** The path's name for all campaigns of a client. */
export const all = 'todas'

export type Week = { week: string; from: string; to: string; lines: WeekLine[]; sum: { found: number; sent: number; answered: number; meetings: number; cost_micros: number } }

/** weeksOf gathers lines by week, as they come: newest first. */
export function weeksOf(lines: WeekLine[]): Week[] {
  const weeks = new Map<string, Week>()
  for (const line of lines) {
    const week = weeks.get(line.week) ?? { week: line.week, from: line.from, to: line.to, lines: [], sum: { found: 0, sent: 0, answered: 0, meetings: 0, cost_micros: 0 } }
    week.lines.push(line)
    for (const name of Object.keys(week.sum) as (keyof Week['sum'])[]) week.sum[name] += line[name]
    weeks.set(line.week, week)
  }
  return [...weeks.values()]
}

/** isWeek says whether a text names a week, such as 2026-W48. */
export function isWeek(text: string): boolean {
  return /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text)
}
