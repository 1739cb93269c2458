import { QueryClient } from '@tanstack/react-query'
import { asApiError } from './error'

/** What the server said, kept. Nothing polls: realtime makes stale what has changed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false, // requests are counted; after a gap realtime re-reads
      retry: (failures, thrown) => {
        const status = asApiError(thrown).status
        return failures < 2 && (status === 0 || status >= 500)
      },
      retryDelay: failures => Math.min(500 * 2 ** failures, 4000),
    },
    mutations: { retry: false },
  },
})
