import { queryOptions, useQuery } from '@tanstack/react-query'
import type { MessageRecord, ProspectRecord } from '@/api/collections'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import type { Card } from './types'

/** How many cards are fetched ahead of the one in the hand. */
export const ahead = 3

/** What may be sent now, with the moment it was read. */
export type Next = { cards: Card[]; gapUntil: string | null; used: number; ceiling: number; readAt: number }

type Detailed = Pick<MessageRecord, 'id' | 'recipient' | 'facts'> & { expand?: { prospect?: Pick<ProspectRecord, 'city'> } }

// Details of a leased message do not change: each is read once.
const known = new Map<string, Detailed>()

async function details(ids: string[]): Promise<void> {
  const missing = ids.filter(id => !known.has(id))
  if (missing.length === 0) return
  const filter = missing.map((id, i) => pb.filter(`id = {:m${i}}`, { [`m${i}`]: id })).join(' || ')
  const page = await pb.collection('messages').getList<Detailed>(1, missing.length, { filter, fields: 'id,recipient,facts,expand.prospect.city', expand: 'prospect', skipTotal: true })
  for (const row of page.items) known.set(row.id, row)
}

/** nextQuery leases the next cards. What is marked here but not yet there would come again, hence `extra`. */
export const nextQuery = (workspace: string, extra: () => number) =>
  queryOptions({
    queryKey: keys.route(workspace, 'assisted-next'),
    queryFn: async ({ signal }): Promise<Next> => {
      const page = await call(api.GET('/assisted/next', { params: { query: { n: Math.min(10, ahead + extra()) } }, signal }))
      const items = page.items ?? []
      await details(items.map(item => item.message)).catch(() => undefined) // the text can go out without them
      const cards = items.map((item): Card => {
        const detail = known.get(item.message)
        return {
          message: item.message, prospect: item.prospect, channel: item.channel as Card['channel'], content: item.content, link: item.link,
          recipient: detail?.recipient ?? '', city: detail?.expand?.prospect?.city ?? '', facts: detail?.facts ?? [],
        }
      })
      return { cards, gapUntil: page.gap_until, used: page.used, ceiling: page.ceiling, readAt: Date.now() }
    },
    staleTime: 5 * 60_000, // a lease holds 10 minutes
    retry: 1,
  })

/** useHandWaiting counts what waits for hands, for the length of a round. */
export function useHandWaiting(enabled: boolean) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'messages', { hands: true }),
    queryFn: async () => (await pb.collection('messages').getList(1, 1, { filter: "status = 'pending' && account = '' && direction = 'outbound'", fields: 'id' })).totalItems,
    enabled,
  })
}
