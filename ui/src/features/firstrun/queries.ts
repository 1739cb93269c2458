import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, call, send } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { reloadWorkspace, useSession } from '@/api/session'
import type { draftOf } from './campaign'
import type { Profile, SiteCard } from './schema'

// The step itself says what was refused, beside what is to be mended.
const quiet = () => ''

/** useReadSite has the server read the agency's own site. Nothing is kept by it. */
export function useReadSite() {
  const { workspace } = useSession()
  return useAct({
    run: async (url: string) =>
      (await call(api.POST('/workspaces/{id}/read-site', { params: { path: { id: workspace.id } }, body: { url } }))) as SiteCard,
    failure: quiet,
  })
}

/** useSaveWorkspace keeps what was accepted of the card. */
export function useSaveWorkspace() {
  const { workspace } = useSession()
  return useAct({
    run: (change: { profile?: Profile; sender?: Record<string, string>; name?: string; timezone?: string }) => pb.collection('workspaces').update(workspace.id, change),
    onSuccess: reloadWorkspace,
    failure: quiet,
  })
}

type Agent = { id: string; name: string; account: string }
export type WriterWish = { name: string; language: string; key?: { name: string; api_key: string; base_url: string; model: string } }

export const agentsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'agents', { first: true }),
    queryFn: () => pb.collection('agents').getFullList<Agent>({ sort: 'created', fields: 'id,name,account' }),
  })

/** writerOf finds the agent that a choice means, or makes it. The account of a key is made once, and its key replaced. */
async function writerOf(workspace: string, wish: WriterWish): Promise<Agent> {
  const agents = await pb.collection('agents').getFullList<Agent>({ sort: 'created', fields: 'id,name,account' })
  if (!wish.key) {
    const own = agents.find((a) => !a.account)
    return own ?? pb.collection('agents').create<Agent>({ workspace, name: wish.name, language: wish.language })
  }
  const accounts = await pb.collection('integrated_accounts').getFullList<{ id: string }>({ filter: "platform = 'openai'", sort: 'created', fields: 'id' })
  const { name, api_key, base_url, model } = wish.key
  const values = { account_identifier: name, credentials: { api_key }, settings: base_url ? { base_url } : {} }
  const account = accounts[0]
    ? await pb.collection('integrated_accounts').update<{ id: string }>(accounts[0].id, values)
    : await pb.collection('integrated_accounts').create<{ id: string }>({ workspace, platform: 'openai', ...values })
  const mine = agents.find((a) => a.account === account.id)
  const agent = { name: wish.name, language: wish.language, account: account.id, model_name: model }
  return mine ? pb.collection('agents').update<Agent>(mine.id, agent) : pb.collection('agents').create<Agent>({ workspace, ...agent })
}

/** useTryWriter makes the chosen writer, if need be, and has it write once. */
export function useTryWriter() {
  const { workspace } = useSession()
  const client = useQueryClient()
  return useAct({
    run: async (wish: WriterWish) => {
      const agent = await writerOf(workspace.id, wish)
      const tried = await call(api.POST('/agents/{id}/test', { params: { path: { id: agent.id } }, body: {} }))
      return { agent: agent.id, content: tried.content, millis: tried.latency_ms }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, 'agents') }),
    failure: quiet,
  })
}

export type Estimate = { type: string; expected: number | null; most: number | null; cost_micros: number }

/** estimateQuery asks what a search may bring before it is queued. */
export const estimateQuery = (workspace: string, sources: unknown[]) =>
  queryOptions({
    queryKey: keys.route(workspace, 'estimate-searches', { sources }),
    queryFn: async () => (await send<{ items: Estimate[] }>('POST', '/searches/estimate', { sources })).items,
    staleTime: 60_000,
  })

/** useFirstFind makes the draft and queues its searches; what was made is kept when queueing fails. */
export function useFirstFind() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: async (input: { draft: ReturnType<typeof draftOf>; made: string | null; onMade: (id: string) => void }) => {
      const id = input.made ?? (await pb.collection('campaigns').create<{ id: string }>(input.draft)).id
      input.onMade(id)
      if (input.made) await pb.collection('campaigns').update(id, input.draft)
      await call(api.POST('/campaigns/{id}/find', { params: { path: { id } } }))
      return id
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, 'campaigns') }),
    failure: quiet,
  })
}
