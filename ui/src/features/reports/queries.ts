import { queryOptions } from '@tanstack/react-query'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'

export const reportsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'list-reports'),
    queryFn: () => call(api.GET('/reports')),
  })

export const weekQuery = (workspace: string, campaign: string, week: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'week-report', { campaign, week }),
    queryFn: () => call(api.GET('/reports/week', { params: { query: { ...(campaign ? { campaign } : {}), ...(week ? { week } : {}) } } })),
  })

/** How many days a link may hold. */
export const lives = [7, 30, 90] as const
export type Life = (typeof lives)[number]

/** useShare makes a link to a report; its address is told this once. */
export function useShare() {
  return useAct({
    run: ({ campaign, week, days }: { campaign: string; week: string; days: Life }) => call(api.POST('/reports/week/share', { body: { ...(campaign ? { campaign } : {}), week, days } })),
    failure: () => '',
  })
}
