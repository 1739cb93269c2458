import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useKeys } from '@/app/keys'
import { useSearch } from '@/app/search'
import { EmptyState } from '@/ui/EmptyState'
import { useIsPhone } from '@/ui/media'
import { List } from './components/list'
import { Thread } from './components/thread'
import { useBelow } from './below'
import { afterDone, neighbour } from './order'
import { useInboxLive } from './queries'
import { useRows } from './rows'
import { schema } from './schema'

/** The inbox: the list beside a thread, on the phone one after the other. */
export function Component() {
  const { t } = useTranslation('inbox')
  const { prospect = '' } = useParams()
  const [{ tab }, set] = useSearch(schema)
  const phone = useIsPhone()
  const navigate = useNavigate()
  const list = useRows(tab)
  const below = useBelow<HTMLDivElement>()
  useInboxLive()
  useRowFocus(prospect, list.rows.length > 0)
  const open = (id: string | undefined) => void navigate({ pathname: id ? `/conversas/${id}` : '/conversas', search: tab === 'all' ? '' : `?tab=${tab}` })
  const walk = (step: 1 | -1, event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow') && !document.activeElement?.closest('[data-inbox-list]')) return false
    const next = neighbour(list.rows, prospect, step)
    if (next && next.prospect.id !== prospect) open(next.prospect.id)
    return true
  }
  useKeys('list', { j: e => walk(1, e), arrowdown: e => walk(1, e), k: e => walk(-1, e), arrowup: e => walk(-1, e) }, !phone)
  const thread = prospect !== '' && (
    <Thread key={prospect} prospect={prospect} onBack={() => open(undefined)} onDone={() => open(phone ? undefined : afterDone(list.rows, prospect)?.prospect.id)} />
  )
  if (phone && thread) return <div ref={below.box} style={below.style} className="-mx-4 -mt-[18px] -mb-[18px] flex">{thread}</div>
  if (phone) return <List list={list} tab={tab} onTab={next => set({ tab: next })} current={prospect} />
  return (
    <div ref={below.box} style={below.style} className="-mx-7 -mt-[26px] -mb-16 grid grid-cols-[340px_minmax(0,1fr)] border-line min-[1472px]:border-x">
      <List list={list} tab={tab} onTab={next => set({ tab: next })} current={prospect} className="border-r border-line" />
      {thread || <div className="grid place-items-center"><EmptyState drawing="hand" title={t('pick.title')} text={t('pick.text')} /></div>}
    </div>
  )
}

// The focus stays on the row that one walked to, so that J, Enter, Tab and a screen reader agree.
function useRowFocus(prospect: string, ready: boolean): void {
  useEffect(() => {
    const timer = setTimeout(() => { // after the shell has given the focus to the title
      const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(prospect)}"]`)
      row?.scrollIntoView({ block: 'nearest' })
      if (document.activeElement === document.body || document.activeElement?.matches('h1, [data-row]')) row?.focus({ preventScroll: true })
    })
    return () => clearTimeout(timer)
  }, [prospect, ready])
}
