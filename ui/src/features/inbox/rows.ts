import { useEffect, useState } from 'react'
import { arrange, seenOf, type Seen } from './order'
import { itemsOf, useInbox } from './queries'
import type { Tab } from './schema'

const nothing: Seen = new Map()

/** useRows is a tab's list as it stands before the person: what comes in waits until `bring`. */
export function useRows(tab: Tab) {
  const inbox = useInbox(tab)
  const items = itemsOf(inbox.data)
  const [held, setHeld] = useState<{ tab: Tab; seen: Seen }>({ tab, seen: nothing })
  const seen = held.tab === tab ? held.seen : nothing
  const { rows, fresh } = arrange(items, seen)
  const shown = rows.map(row => row.id).join()
  useEffect(() => {
    // Rows that were appended stand from now on, those that left keep their place for when they are brought back; a new tab begins anew.
    setHeld(before => {
      const old = before.tab === tab ? before.seen : nothing
      return { tab, seen: new Map([...old, ...rows.map(row => [row.id, old.get(row.id) ?? row.last_message_at] as const)]) }
    })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the rows are told apart by their ids
  }, [tab, shown])
  return {
    inbox,
    rows,
    fresh,
    unread: inbox.data?.pages[0]?.unread,
    bring: () => setHeld({ tab, seen: seenOf(items) }),
  }
}

export type Rows = ReturnType<typeof useRows>
