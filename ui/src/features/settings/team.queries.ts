import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSession, type Role } from '@/api/session'

export type Member = { id: string; user: string; role: Role; created: string; expand?: { user?: { id: string; full_name: string; email?: string } } }
export type Invited = { id: string; email: string; role: Role; expires_at: string; created: string }

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'memberships'),
    queryFn: () => pb.collection('memberships').getFullList<Member>({ sort: 'created', expand: 'user' }),
  })

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'invitations'),
    queryFn: () => pb.collection('invitations').getFullList<Invited>({ sort: '-created', filter: "accepted_at = ''" }),
  })

export const sessionsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'list-sessions'),
    queryFn: async () => (await call(api.GET('/auth/sessions'))).items ?? [],
  })

/** useSetRole changes what somebody may do; the list shows it at once. */
export function useSetRole() {
  const client = useQueryClient()
  const { workspace } = useSession()
  const { queryKey } = membersQuery(workspace.id)
  return useAct({
    run: ({ id, role }: { id: string; role: Role }) => pb.collection('memberships').update(id, { role }),
    optimistic: ({ id, role }) => {
      const before = client.getQueryData(queryKey)
      client.setQueryData(queryKey, before?.map((one) => (one.id === id ? { ...one, role } : one)))
      return () => client.setQueryData(queryKey, before)
    },
    failure: (error) => error.data.role?.message ?? error.message,
    onSuccess: () => client.invalidateQueries({ queryKey }),
  })
}

export function useRemoveMember() {
  const client = useQueryClient()
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return useAct({
    run: (id: string) => pb.collection('memberships').delete(id),
    success: () => t('team.removed'),
    failure: (error) => error.data.role?.message ?? error.message,
    onSuccess: () => client.invalidateQueries({ queryKey: membersQuery(workspace.id).queryKey }),
  })
}

/** useInvite makes an invitation; its link is in the answer, this once. */
export function useInvite() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: (body: { email: string; role: Role }) => call(api.POST('/invitations', { body })),
    failure: () => '',
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery(workspace.id).queryKey }),
  })
}

export function useRevokeInvitation() {
  const client = useQueryClient()
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return useAct({
    run: (id: string) => pb.collection('invitations').delete(id),
    success: () => t('invite.revoked'),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery(workspace.id).queryKey }),
  })
}

/** useEndSession signs out on one device. */
export function useEndSession() {
  const client = useQueryClient()
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return useAct({
    run: (id: string) => call(api.DELETE('/auth/sessions', { params: { query: { id } } })),
    success: () => t('sessions.ended'),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery(workspace.id).queryKey }),
  })
}
