import { useEffect, useRef } from 'react'
import { queryClient } from './query'
import { onLeave, useSessionStore } from './session'

// The SDK carries the one connection; it loads after the first screen.
const load = () => import('./pb')
let loaded: ReturnType<typeof load> | null = null
const sdk = () => (loaded ??= load())

onLeave(() => { if (loaded) void loaded.then(({ pb }) => pb.realtime.unsubscribe()).catch(() => undefined) })

export type Topic = 'conversations/*' | 'prospects/*' | 'messages/*' | 'notes/*' | 'campaigns/*' | `campaigns/${string}/progress`

/** An event of a collection carries `action` and `record`; one of a campaign's progress is the answer itself. */
export type LiveEvent = { action?: 'create' | 'update' | 'delete'; record?: { id: string; updated?: string }; [key: string]: unknown }

/** useLive listens while the screen stands. All listeners share one connection. */
export function useLive(topic: Topic, onEvent: (event: LiveEvent) => void, enabled = true): void {
  const workspace = useSessionStore(s => s.workspace?.id)
  const latest = useRef(onEvent)
  useEffect(() => { latest.current = onEvent })
  useEffect(() => {
    if (!workspace || !enabled) return
    let over = false
    const stop = sdk().then(({ pb }) => (over ? () => Promise.resolve() : pb.realtime.subscribe(topic, event => { if (!over) latest.current(event as LiveEvent) })))
    stop.catch(() => undefined) // the SDK tries again by itself; until then the screen shows what it has
    return () => {
      over = true
      void stop.then(end => end()).catch(() => undefined)
    }
  }, [topic, workspace, enabled])
}

/** useLiveCollection patches cached records of a collection as they change, and marks its lists stale at most once a second. */
export function useLiveCollection(collection: 'conversations' | 'prospects' | 'messages' | 'notes' | 'campaigns', enabled = true): void {
  const workspace = useSessionStore(s => s.workspace?.id)
  useLive(`${collection}/*` as Topic, event => {
    if (!workspace || !event.record) return
    if (event.action === 'update') patch(workspace, collection, event.record)
    staleSoon(workspace, collection)
  }, enabled)
}

type Dated = { id: string; updated?: string }
type Page = { items: Dated[] }

/** patch puts a newer record in the place of the cached one, in lists, endless lists and single records alike. */
export function patch(workspace: string, collection: string, record: Dated): void {
  queryClient.setQueriesData({ queryKey: [workspace, collection] }, (old: unknown) => patched(old, record))
}

function patched(old: unknown, record: Dated): unknown {
  if (Array.isArray(old)) return old.some(row => isRow(row, record.id)) ? old.map(row => (isRow(row, record.id) ? newer(row as Dated, record) : row)) : old
  if (typeof old !== 'object' || old === null) return old
  if ('items' in old && Array.isArray((old as Page).items)) return { ...old, items: patched((old as Page).items, record) }
  if ('pages' in old && Array.isArray((old as { pages: unknown[] }).pages)) return { ...old, pages: (old as { pages: unknown[] }).pages.map(page => patched(page, record)) }
  return isRow(old, record.id) ? newer(old as Dated, record) : old
}

function isRow(row: unknown, id: string): boolean {
  return typeof row === 'object' && row !== null && (row as Dated).id === id
}

function newer(old: Dated, record: Dated): Dated {
  return !old.updated || !record.updated || record.updated >= old.updated ? { ...old, ...record } : old
}

const due = new Set<string>()

function staleSoon(workspace: string, collection: string): void {
  const key = `${workspace}\n${collection}`
  if (due.has(key)) return
  due.add(key)
  setTimeout(() => {
    due.delete(key)
    void queryClient.invalidateQueries({ queryKey: [workspace, collection] })
  }, 1000)
}

const longHidden = 5 * 60_000

/** useConnection keeps the one connection honest: after a gap everything on screen is read again, and a tab that nobody sees lets go. */
export function useConnection(): void {
  useEffect(() => {
    let first = true
    let timer: ReturnType<typeof setTimeout> | undefined
    let away = false
    const connected = sdk().then(({ pb }) => pb.realtime.subscribe('PB_CONNECT', () => {
      if (!first) void queryClient.invalidateQueries({ refetchType: 'active' })
      first = false
    }))
    connected.catch(() => undefined)
    const onVisibility = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(() => { away = true }, longHidden)
      else if (away) {
        away = false
        void queryClient.invalidateQueries({ refetchType: 'active' })
      }
    }
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      void connected.then(end => end()).catch(() => undefined)
    }
  }, [])
}
