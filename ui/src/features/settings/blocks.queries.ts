import { infiniteQueryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'

export const kinds = ['phone', 'email', 'username', 'domain'] as const
export type Kind = (typeof kinds)[number]
export type Block = {
  id: string
  kind: Kind | 'whatsapp_user_id' | 'instagram_id'
  hint: string
  reason: 'opt_out' | 'erasure' | 'bounce' | 'complaint' | 'manual' | 'unclear'
  created: string
}

const page = 100

/** blocksQuery lists whom nobody writes to, the newest first, a page at a time. */
export const blocksQuery = (workspace: string) =>
  infiniteQueryOptions({
    queryKey: keys.list(workspace, 'suppressions'),
    queryFn: async ({ pageParam }) => (await pb.collection('suppressions').getList<Block>(pageParam, page, { sort: '-created,-id', skipTotal: true, fields: 'id,kind,hint,reason,created' })).items,
    initialPageParam: 1,
    getNextPageParam: (last, all) => (last.length < page ? undefined : all.length + 1),
  })

/** useBlock adds a contact. Adding it again changes nothing. */
export function useBlock() {
  const client = useQueryClient()
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return useAct({
    run: (body: { kind: Kind; value: string }) => call(api.POST('/suppressions', { body: { ...body, reason: 'manual' } })),
    success: () => t('blocks.added'),
    failure: () => '',
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, 'suppressions') }),
  })
}

/** useUnblock takes away what was added by hand; a person's own word stays. */
export function useUnblock() {
  const client = useQueryClient()
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return useAct({
    run: (id: string) => pb.collection('suppressions').delete(id),
    success: () => t('blocks.removed'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, 'suppressions') }),
  })
}
