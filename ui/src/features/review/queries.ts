import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import type { Draft } from './types'

/** How many texts a round holds: what a person reads in one go. */
export const roundOf = 20

// One page reads ahead of five rounds; what stands behind it comes with the round after.
const most = 100

const fields = 'id,updated,campaign,prospect,channel,content,content_hash,status,status_reason,facts,permission,recipient,step,metadata,' +
  ['id', 'name', 'category', 'city', 'phone', 'email', 'profile_url', 'facts'].map(name => `expand.prospect.${name}`).join() + ',' +
  ['id', 'name', 'gate', 'legal_basis', 'channel'].map(name => `expand.campaign.${name}`).join()

/** draftsKey is where the waiting texts are kept. */
export const draftsKey = (workspace: string, campaign: string) => keys.list(workspace, 'messages', { for: 'review', campaign })

/** useDrafts reads the texts that wait for somebody's word, what goes out first on top; held ones come last. */
export function useDrafts(campaign: string) {
  const { workspace } = useSession()
  return useQuery({
    queryKey: draftsKey(workspace.id, campaign),
    queryFn: () => {
      const open = "direction = 'outbound' && (status = 'draft' || status = 'held') && campaign.status != 'completed'"
      const filter = campaign === '' ? open : pb.filter(`${open} && campaign = {:campaign}`, { campaign })
      return pb.collection('messages').getList<Draft>(1, most, { filter, sort: 'status,scheduled_at,created', fields, expand: 'prospect,campaign' })
    },
    staleTime: 60_000,
  })
}

/** approve says yes to texts as they were read; the answer says of each what became of it. */
export async function approve(drafts: Draft[]) {
  return (await call(api.POST('/messages/approve', { body: { items: drafts.map(draft => ({ id: draft.id, content_hash: draft.content_hash })) } }))) ?? []
}

/** skip gives a person no such message. */
export function skip(id: string) {
  return call(api.POST('/messages/{id}/cancel', { params: { path: { id } } }))
}

/** release makes a held text a draft again. */
export function release(id: string) {
  return call(api.POST('/messages/{id}/release', { params: { path: { id } } }))
}

/** rewrite changes a text; the answer carries its new hash and where its claims stand now. */
export function rewrite(id: string, content: string) {
  return pb.collection('messages').update<Draft>(id, { content }, { fields, expand: 'prospect,campaign' })
}

/** doubtsKey is where the messages in doubt are kept. */
export const doubtsKey = (workspace: string) => keys.list(workspace, 'messages', { for: 'doubts' })

/** useDoubts reads the messages of which nobody knows whether they arrived, oldest first. */
export function useDoubts() {
  const { workspace } = useSession()
  return useQuery({
    queryKey: doubtsKey(workspace.id),
    queryFn: async ({ signal }) => (await call(api.GET('/messages/in-doubt', { signal }))).items ?? [],
  })
}

/** settle says what became of a message in doubt. */
export function settle(id: string, arrived: boolean) {
  return call(api.POST('/messages/{id}/settle', { params: { path: { id } }, body: { arrived } }))
}

/** retry sends a message in doubt again: the person's decision. */
export function retry(id: string) {
  return call(api.POST('/messages/{id}/retry', { params: { path: { id } } }))
}
