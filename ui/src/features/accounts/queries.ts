import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { EchoTest, Why } from '@/api/openapi'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import type { Account, Limits } from './schema'

// The form or the step itself says what was refused.
const quiet = () => ''

const collection = 'integrated_accounts'

export const accountsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.list(workspace, collection),
    queryFn: () => pb.collection(collection).getFullList<Account>({ sort: 'created' }),
  })

export const accountQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: keys.one(workspace, collection, id),
    queryFn: () => pb.collection(collection).getOne<Account>(id),
  })

/** gatesQuery asks what an account has left: used and limit of each of its limits. */
export const gatesQuery = (workspace: string, account: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'why', { account }),
    queryFn: (): Promise<Why> => call(api.GET('/why', { params: { query: { account } } })),
  })

/** numbersQuery asks what an account's token can see. It asks the provider, so it is not asked again by itself. */
export const numbersQuery = (workspace: string, account: string, waba: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'account-numbers', { account, waba }),
    queryFn: () => call(api.GET('/accounts/{id}/numbers', { params: { path: { id: account }, query: waba ? { waba_id: waba } : {} } })),
    staleTime: Infinity,
    retry: false,
  })

/** echoQuery shows the test message. While it is under way it is asked again, slower each time, for two minutes. */
export const echoQuery = (workspace: string, account: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'show-account-echo', { account }),
    queryFn: (): Promise<EchoTest> => call(api.GET('/accounts/{id}/echo', { params: { path: { id: account } } })),
    refetchInterval: (query) => nextLook(query.state.data, query.state.dataUpdateCount),
  })

/** nextLook is in how many milliseconds a test message is looked at again, false once nothing more is expected. */
export function nextLook(echo: Pick<EchoTest, 'state'> | undefined, looks: number): number | false {
  if (!echo || (echo.state !== 'sending' && echo.state !== 'sent')) return false
  return looks < 12 ? 2_000 + looks * 1_500 : false
}

export const templatesQuery = (workspace: string, account: string) =>
  queryOptions({
    queryKey: keys.route(workspace, 'list-templates', { account }),
    queryFn: async () => (await call(api.GET('/accounts/{id}/templates', { params: { path: { id: account } } }))).items ?? [],
  })

function useFresh() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return (account: Account) => {
    client.setQueryData(accountQuery(workspace.id, account.id).queryKey, account)
    return client.invalidateQueries({ queryKey: keys.of(workspace.id, collection) })
  }
}

export type AccountChange = { account_identifier?: string; credentials?: Record<string, string>; settings?: Record<string, string>; limits?: Limits }

/** useSaveAccount makes an account, or changes one. Credentials go out and never come back. */
export function useSaveAccount() {
  const { workspace } = useSession()
  const fresh = useFresh()
  return useAct({
    run: ({ id, platform, ...change }: AccountChange & { id?: string; platform?: string }) =>
      id
        ? pb.collection(collection).update<Account>(id, change)
        : pb.collection(collection).create<Account>({ workspace: workspace.id, platform, ...change }),
    onSuccess: fresh,
    failure: quiet,
  })
}

/** useTestAccount asks the provider whether the account can be used. */
export function useTestAccount(id: string) {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: () => call(api.POST('/accounts/{id}/test', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, collection) }),
    failure: quiet,
  })
}

export function useWebhook(id: string) {
  return useAct({ run: () => call(api.POST('/accounts/{id}/webhook', { params: { path: { id } } })), failure: quiet })
}

/** useEcho sends the test message, and shows what has become of it. */
export function useEcho(id: string) {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: (to: string) => call(api.POST('/accounts/{id}/echo', { params: { path: { id } }, body: { to } })),
    onSuccess: (echo) => {
      const { queryKey } = echoQuery(workspace.id, id)
      client.removeQueries({ queryKey }) // its count of looks begins anew
      client.setQueryData(queryKey, echo)
    },
    failure: quiet,
  })
}

export function useSyncTemplates(id: string) {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: () => call(api.POST('/accounts/{id}/templates', { params: { path: { id } } })),
    onSuccess: (list) => client.setQueryData(templatesQuery(workspace.id, id).queryKey, list.items ?? []),
  })
}

export function useRemoveAccount() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return useAct({
    run: (id: string) => pb.collection(collection).delete(id),
    // The list alone: the account's own page still stands, and would ask for it again.
    onSuccess: () => client.invalidateQueries({ queryKey: accountsQuery(workspace.id).queryKey }),
  })
}
