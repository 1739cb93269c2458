import { queryOptions } from '@tanstack/react-query'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'

/** waitingQuery is what waits for a person, as the day begins with it. */
export const waitingQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'waiting'),
    queryFn: async () => (await call(api.GET('/waiting'))).items ?? [],
  })

/** monthQuery is what a month has cost so far. */
export const monthQuery = (workspace: string, from: string, to: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'dashboard', { from, to }),
    queryFn: async () => (await call(api.GET('/dashboard', { params: { query: { from, to } } }))).cost,
  })
