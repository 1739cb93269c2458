import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, call, send } from '@/api/http'
import { keys } from '@/api/keys'
import { pb } from '@/api/pb'
import { useLive } from '@/api/realtime'
import { useSession } from '@/api/session'
import type { Tab } from './schema'
import type { Item, Member, Message, Note, Page, Person, Talk } from './types'

const pageSize = 50

/** useInbox is a tab of the inbox, a page at a time. */
export function useInbox(tab: Tab) {
  const { workspace } = useSession()
  return useInfiniteQuery({
    queryKey: keys.route(workspace.id, 'conversations', { tab }),
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      send<Page>('GET', `/conversations?${new URLSearchParams({ tab, limit: String(pageSize), ...(pageParam ? { cursor: pageParam } : {}) })}`),
    getNextPageParam: last => last.next || undefined,
  })
}

/** itemsOf are the rows of all pages that were read, each once. */
export function itemsOf(data: InfiniteData<Page> | undefined): Item[] {
  const all = data?.pages.flatMap(page => page.items) ?? []
  const known = new Set<string>()
  return all.filter(item => !known.has(item.id) && known.add(item.id))
}

/** useTalk is the record of the conversation with a person; null while there is none. */
export function useTalk(prospect: string) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'conversations', { prospect }),
    enabled: prospect !== '',
    queryFn: async () => {
      const page = await pb.collection('conversations').getList<Talk>(1, 1, { filter: pb.filter('prospect = {:prospect}', { prospect }), skipTotal: true })
      return page.items[0] ?? null
    },
  })
}

const threadFields = 'id,prospect,channel,direction,content,status,status_reason,facts,permission,account,recipient,scheduled_at,sent_at,delivered_at,read_at,error,step,transcript,media,metadata,created,updated'

/** useThread is what was said, the newest 200, and what is still to be said. */
export function useThread(prospect: string) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'messages', { prospect, thread: true }),
    enabled: prospect !== '',
    queryFn: async () =>
      (await pb.collection('messages').getList<Message>(1, 200, {
        filter: pb.filter('prospect = {:prospect}', { prospect }), sort: '-created', fields: threadFields, skipTotal: true,
      })).items,
  })
}

export function usePerson(prospect: string) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.route(workspace.id, 'prospect', { id: prospect }),
    enabled: prospect !== '',
    queryFn: async ({ signal }) => (await call(api.GET('/prospects/{id}', { params: { path: { id: prospect } }, signal }))) as unknown as Person,
  })
}

export function useCampaignName(id: string | undefined) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'campaigns', { nameOf: id ?? '' }),
    enabled: Boolean(id),
    staleTime: 10 * 60_000,
    queryFn: async () => (await pb.collection('campaigns').getOne<{ name: string }>(id ?? '', { fields: 'id,name' })).name,
  })
}

export function useNotes(prospect: string) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'notes', { prospect }),
    enabled: prospect !== '',
    queryFn: async () =>
      (await pb.collection('notes').getList<Note>(1, 50, {
        filter: pb.filter('prospect = {:prospect}', { prospect }), sort: '-created', fields: 'id,prospect,author,text,created', skipTotal: true,
      })).items,
  })
}

type MembershipRow = { user: string; expand?: { user?: { full_name?: string; email?: string } } }

/** useMembers are those whom a conversation may be given to. */
export function useMembers() {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'memberships', { names: true }),
    staleTime: 10 * 60_000,
    queryFn: async () =>
      (await pb.collection('memberships').getList<MembershipRow>(1, 200, {
        expand: 'user', fields: 'user,expand.user.full_name,expand.user.email', skipTotal: true,
        filter: pb.filter('workspace = {:id} && role != "viewer"', { id: workspace.id }),
      })).items.map((row): Member => ({ user: row.user, name: row.expand?.user?.full_name || row.expand?.user?.email || '' })),
  })
}

const rest = 1500

/** useInboxLive re-reads lists and the open thread when a conversation changes, at most once in a moment. */
export function useInboxLive(): void {
  const client = useQueryClient()
  const { workspace } = useSession()
  const due = useRef(new Set<string>())
  useLive('conversations/*', event => {
    const prospect = (event.record as { prospect?: string } | undefined)?.prospect ?? ''
    const first = due.current.size === 0
    due.current.add(prospect)
    if (!first) return
    setTimeout(() => {
      const changed = due.current
      due.current = new Set()
      void client.invalidateQueries({ queryKey: keys.route(workspace.id, 'conversations').slice(0, 2) })
      for (const id of changed) {
        void client.invalidateQueries({ queryKey: keys.list(workspace.id, 'messages', { prospect: id, thread: true }) })
        void client.invalidateQueries({ queryKey: keys.route(workspace.id, 'prospect', { id }) })
      }
    }, rest)
  })
}
