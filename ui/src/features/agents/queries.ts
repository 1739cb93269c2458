import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import type { Agent } from './schema'

export const agentsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'agents'),
    queryFn: () => pb.collection('agents').getFullList<Agent>({ sort: 'created' }),
  })

export const agentQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: keys.one(workspace, 'agents', id),
    queryFn: () => pb.collection('agents').getOne<Agent>(id),
  })

/** modelsQuery are the accounts that a model can be asked by. */
export const modelsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'integrated_accounts', { platform: 'openai' }),
    queryFn: () => pb.collection('integrated_accounts').getFullList<{ id: string; account_identifier: string }>({ filter: "platform = 'openai'", sort: 'created', fields: 'id,account_identifier' }),
  })

/** peopleQuery are a few people to try a text on, the newest. */
export const peopleQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, 'prospects', { try: true }),
    queryFn: async () => (await call(api.GET('/prospects', { params: { query: { limit: 20 } } }))).items ?? [],
  })

export function useSaveAgent() {
  const client = useQueryClient()
  const { t } = useTranslation('common')
  const { workspace } = useSession()
  return useAct({
    run: ({ id, ...values }: Omit<Agent, 'id'> & { id?: string }) =>
      id ? pb.collection('agents').update<Agent>(id, values) : pb.collection('agents').create<Agent>({ workspace: workspace.id, ...values }),
    success: () => t('saved'),
    failure: () => '',
    onSuccess: (saved) => {
      client.setQueryData(agentQuery(workspace.id, saved.id).queryKey, saved)
      return client.invalidateQueries({ queryKey: keys.of(workspace.id, 'agents') })
    },
  })
}

export function useRemoveAgent() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: (id: string) => pb.collection('agents').delete(id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.list(workspace.id, 'agents') }),
  })
}

/** useTry has an agent write once. Nothing is kept or sent. */
export function useTry() {
  return useAct({
    run: ({ id, prospect, template }: { id: string; prospect: string; template: string }) =>
      call(api.POST('/agents/{id}/test', { params: { path: { id } }, body: { ...(prospect ? { prospect } : {}), ...(template.trim() ? { template } : {}) } })),
    failure: () => '',
  })
}
