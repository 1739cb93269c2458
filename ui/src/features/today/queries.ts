import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CampaignRecord } from '@/api/collections'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { readRecords } from '@/api/records'
import { useSession } from '@/api/session'

export type Period = { from: string; to: string; campaign: string }

/** useDashboard is the funnel, the days and the cost. */
export function useDashboard({ from, to, campaign }: Period) {
  const { workspace } = useSession()
  const query = { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(campaign ? { campaign } : {}) }
  return useQuery({
    queryKey: keys.route(workspace.id, 'dashboard', query),
    queryFn: ({ signal }) => call(api.GET('/dashboard', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })
}

/** useCampaignNames is what the choice of a campaign is made of. */
export function useCampaignNames() {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'campaigns', { for: 'names' }),
    queryFn: () => readRecords<Pick<CampaignRecord, 'id' | 'name' | 'status' | 'updated'>>('campaigns', { perPage: 500, sort: '-created', fields: 'id,name,status,updated' }),
  })
}

/** useWhy says whether messages go out now, and if not, why. */
export function useWhy(campaign: string) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.route(workspace.id, 'why', campaign ? { campaign } : {}),
    queryFn: ({ signal }) => call(api.GET('/why', { params: { query: campaign ? { campaign } : {} }, signal })),
  })
}
