import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import type { Plan } from './schema'

const collection = 'service_plans'

export const plansQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, collection),
    queryFn: () => pb.collection(collection).getFullList<Plan>({ sort: 'created' }),
  })

export function useSavePlan() {
  const client = useQueryClient()
  const { t } = useTranslation('common')
  const { workspace } = useSession()
  return useAct({
    run: ({ id, ...values }: Omit<Plan, 'id'> & { id?: string }) =>
      id ? pb.collection(collection).update<Plan>(id, values) : pb.collection(collection).create<Plan>({ workspace: workspace.id, ...values }),
    success: () => t('saved'),
    failure: () => '',
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, collection) }),
  })
}

export function useRemovePlan() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: (id: string) => pb.collection(collection).delete(id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, collection) }),
  })
}
