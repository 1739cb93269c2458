import { useQuery } from '@tanstack/react-query'
import { api, call } from './http'
import { keys } from './keys'
import { useSessionStore } from './session'

/** useWaiting is what waits for a person, the worst first. The shell's numbers and the day's first card are one answer. */
export function useWaiting() {
  const workspace = useSessionStore(s => s.workspace?.id ?? '')
  return useQuery({
    queryKey: keys.route(workspace, 'waiting'),
    queryFn: async ({ signal }) => (await call(api.GET('/waiting', { signal }))).items ?? [],
    enabled: workspace !== '',
  })
}
