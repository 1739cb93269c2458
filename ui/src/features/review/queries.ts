import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { MessageRecord } from '@/api/collections'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import type { Reason } from '@/api/reason'
import { useSession } from '@/api/session'
import type { Draft } from './types'

/** How many cards a round has. */
export const roundSize = 20

const fields = [
  'id,status,status_reason,content,content_hash,facts,account,channel,recipient,step,updated,metadata',
  'expand.prospect.id,expand.prospect.name,expand.prospect.city,expand.prospect.category,expand.prospect.facts',
  'expand.campaign.id,expand.campaign.name,expand.campaign.legal_basis',
].join(',')

const waits = "(status = 'draft' || status = 'held') && direction = 'outbound' && campaign.status != 'completed'"

const roundKey = (workspace: string) => keys.list(workspace, 'review', {})

/** useRound is the next cards, the oldest first, and how many wait altogether. It stays as it is until it is confirmed. */
export function useRound() {
  const { workspace } = useSession()
  return useQuery({
    queryKey: roundKey(workspace.id),
    queryFn: async () => {
      const page = await pb.collection('messages').getList<Draft>(1, roundSize, { filter: waits, sort: 'created', expand: 'prospect,campaign', fields })
      return { drafts: page.items, total: page.totalItems }
    },
    staleTime: Infinity,
    refetchOnReconnect: false,
    gcTime: 0, // who comes back begins with what waits then
  })
}

type Round = NonNullable<ReturnType<typeof useRound>['data']>

function usePatch() {
  const { workspace } = useSession()
  const client = useQueryClient()
  return (id: string, change: Partial<Draft>) =>
    client.setQueryData<Round>(roundKey(workspace.id), old => old && { ...old, drafts: old.drafts.map(d => (d.id === id ? { ...d, ...change } : d)) })
}

const asked = 'id,status,status_reason,content,content_hash,facts,updated'

/** useEdit saves a text; the server finds its facts in the new one again, and gives it another hash. */
export function useEdit() {
  const patch = usePatch()
  return useAct({
    run: ({ id, content }: { id: string; content: string }) => pb.collection('messages').update<Draft>(id, { content }, { fields: asked }),
    failure: () => '', // it stands under the field
    onSuccess: (saved, { id }) => patch(id, saved),
  })
}

/** useRelease makes a held text a draft again. */
export function useRelease() {
  const patch = usePatch()
  return useAct({
    run: (id: string) => call(api.POST('/messages/{id}/release', { params: { path: { id } } })),
    onSuccess: (_, id) => patch(id, { status: 'draft', status_reason: null }),
  })
}

export type Confirmed = { approved: number; skipped: number; refused: { draft: Draft; reason: Reason }[] }

/** useConfirm is where a round leaves: all that was approved in one request, then what was skipped. */
export function useConfirm() {
  const { workspace } = useSession()
  const client = useQueryClient()
  return useAct({
    run: async ({ approve, skip }: { approve: Draft[]; skip: Draft[] }): Promise<Confirmed> => {
      const answers = approve.length === 0 ? [] : (await call(api.POST('/messages/approve', { body: { items: approve.map(d => ({ id: d.id, content_hash: d.content_hash })) } }))) ?? []
      const refused = answers.flatMap(answer => {
        const draft = approve.find(d => d.id === answer.id)
        return !answer.ok && draft && answer.reason ? [{ draft, reason: answer.reason as Reason }] : []
      })
      for (const draft of skip) await cancel(draft)
      return { approved: approve.length - refused.length, skipped: skip.length, refused }
    },
    onSuccess: () => Promise.all([
      client.invalidateQueries({ queryKey: keys.route(workspace.id, 'waiting') }),
      client.invalidateQueries({ queryKey: keys.of(workspace.id, 'messages') }),
    ]),
  })
}

async function cancel({ id }: Draft): Promise<void> {
  try {
    await call(api.POST('/messages/{id}/cancel', { params: { path: { id } } }))
  } catch (thrown) {
    // Somebody was faster, or a second try after half of it: either way it is no draft any more.
    const now = await pb.collection('messages').getOne<Pick<MessageRecord, 'status'>>(id, { fields: 'status' })
    if (now.status === 'draft' || now.status === 'held') throw thrown
  }
}
