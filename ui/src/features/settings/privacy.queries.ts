import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import type { PersonKey } from './schema'

export type PrivacyRequest = {
  id: string
  kind: 'access' | 'correction' | 'erasure' | 'objection'
  status: 'open' | 'done' | 'refused'
  source: 'page' | 'member'
  hint: string
  details: string
  prospect: string
  due_at: string
  closed_at: string
  created: string
}
export type AuditRow = { id: string; actor: string; action: string; collection: string; record: string; ip: string; created: string }
export type ConsentRow = { id: string; prospect: string; kind: string; basis: string; source: string; given_at: string; withdrawn_at: string; expand?: { prospect?: { id: string; name: string } } }

/** useLookUp reads all that is held of a person. That it was asked for is itself written down. */
export function useLookUp() {
  return useAct({
    run: (person: PersonKey) => call(api.GET('/privacy/export', { params: { query: person } })),
    failure: () => '',
  })
}

/** useErase takes a person away everywhere in the workspace. It cannot be undone. */
export function useErase() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: (person: PersonKey) => call(api.POST('/privacy/erase', { body: person })),
    failure: () => '',
    onSuccess: () => client.invalidateQueries({ queryKey: [workspace.id] }),
  })
}

export const requestsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'privacy_requests'),
    queryFn: async () => (await pb.collection('privacy_requests').getList<PrivacyRequest>(1, 200, { sort: 'due_at', skipTotal: true })).items,
  })

/** useCloseRequest says that a request was answered, or why not. */
export function useCloseRequest() {
  const client = useQueryClient()
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  return useAct({
    run: ({ id, status }: { id: string; status: 'done' | 'refused' }) => pb.collection('privacy_requests').update(id, { status }),
    success: ({ status }) => t(`request.said.${status}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, 'privacy_requests') }),
  })
}

export const auditQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'audit_log'),
    queryFn: async () => (await pb.collection('audit_log').getList<AuditRow>(1, 100, { sort: '-created', skipTotal: true, fields: 'id,actor,action,collection,record,ip,created' })).items,
  })

export const consentsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'consents'),
    queryFn: async () => (await pb.collection('consents').getList<ConsentRow>(1, 100, { sort: '-created', skipTotal: true, expand: 'prospect' })).items,
  })
