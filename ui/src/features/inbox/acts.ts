import { useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/http'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import { post } from './post'
import type { Change, Page, Person, Talk } from './types'

/** useStale re-reads what an act has changed: the lists, the conversation, the thread and the person. */
export function useStale() {
  const client = useQueryClient()
  const { workspace } = useSession()
  return (prospect: string) => Promise.all([
    client.invalidateQueries({ queryKey: keys.route(workspace.id, 'conversations').slice(0, 2) }),
    client.invalidateQueries({ queryKey: keys.list(workspace.id, 'conversations', { prospect }) }),
    client.invalidateQueries({ queryKey: keys.list(workspace.id, 'messages', { prospect, thread: true }) }),
    client.invalidateQueries({ queryKey: keys.route(workspace.id, 'prospect', { id: prospect }) }),
  ])
}

type Changing = { talk: Talk; change: Change; said?: string }

/** useChange changes a conversation at once, and offers the way back for as long as a mistake takes to see. */
export function useChange() {
  const client = useQueryClient()
  const stale = useStale()
  const { workspace } = useSession()
  const paint = ({ talk, change }: Changing) => {
    const lists = keys.route(workspace.id, 'conversations').slice(0, 2)
    const one = keys.list(workspace.id, 'conversations', { prospect: talk.prospect })
    const before = [...client.getQueriesData({ queryKey: lists }), [one, client.getQueryData(one)] as const]
    client.setQueriesData<InfiniteData<Page>>({ queryKey: lists }, old => old && repaint(old, talk.id, change))
    client.setQueryData<Talk | null>(one, old => old && { ...old, ...change })
    return () => before.forEach(([key, data]) => client.setQueryData(key, data))
  }
  const write = ({ talk, change }: Changing) => pb.collection('conversations').update(talk.id, change)
  return useAct<Changing>({
    run: write,
    optimistic: paint,
    success: vars => vars.said ?? '',
    undo: async vars => {
      const back = { ...vars, change: beforeOf(vars.talk, vars.change) }
      paint(back)
      await write(back)
      await stale(vars.talk.prospect)
    },
    onSuccess: (_, vars) => stale(vars.talk.prospect),
  })
}

/** beforeOf is the change that takes a change back. */
export function beforeOf(talk: Talk, change: Change): Change {
  return Object.fromEntries(Object.keys(change).map(key => [key, talk[key as keyof Change]]))
}

/** repaint changes a row of a list. One that is closed, opened or put off leaves its tab only when the server says so. */
function repaint(data: InfiniteData<Page>, id: string, change: Change): InfiniteData<Page> {
  const { state: _, ...shown } = change
  return { ...data, pages: data.pages.map(page => ({ ...page, items: page.items.map(item => (item.id === id ? { ...item, ...shown } : item)) })) }
}

/** usePaste keeps an answer that came elsewhere. */
export function usePaste(person: Person, onDone: () => void) {
  const { t } = useTranslation('inbox')
  const stale = useStale()
  return useAct<{ content: string; channel: string; key: string }>({
    run: ({ content, channel, key }) => post(`/prospects/${person.id}/inbound`, { content, channel }, key),
    success: () => t('done.pasted'),
    onSuccess: () => {
      onDone()
      return stale(person.id)
    },
  })
}

/** contactsOf are all the ways to a person, each once, as the list of those not to be written to names them. */
export function contactsOf(person: Pick<Person, 'phone' | 'whatsapp' | 'email' | 'username'>): { kind: 'phone' | 'email' | 'username'; value: string }[] {
  const all = [
    { kind: 'phone', value: person.phone }, { kind: 'phone', value: person.whatsapp },
    { kind: 'email', value: person.email }, { kind: 'username', value: person.username },
  ] as const
  return all.filter((contact, at) => contact.value !== '' && all.findIndex(other => other.value === contact.value) === at)
}

/** useSuppress ends every contact with a person, from every campaign, and closes the conversation. */
export function useSuppress(person: Person, talk: Talk | null | undefined, onDone: () => void) {
  const { t } = useTranslation('inbox')
  const stale = useStale()
  return useAct({
    run: async () => {
      for (const { kind, value } of contactsOf(person)) await call(api.POST('/suppressions', { body: { kind, value, reason: 'manual' } }))
      if (talk) await pb.collection('conversations').update(talk.id, { state: 'closed', unread_count: 0 })
    },
    success: () => t('done.suppressed', { name: person.name }),
    onSuccess: () => {
      onDone()
      return stale(person.id)
    },
  })
}

/** useClient says that a person has become a client. */
export function useClient(person: Person) {
  const { t } = useTranslation('inbox')
  const stale = useStale()
  const set = (status: string) => pb.collection('prospects').update(person.id, { status })
  return useAct({
    run: () => set('converted'),
    success: () => t('done.client', { name: person.name }),
    undo: async () => {
      await set('replied')
      await stale(person.id)
    },
    onSuccess: () => stale(person.id),
  })
}
