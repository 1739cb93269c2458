import type { Item } from './types'

/** The rows as they stood when the person last looked: id and the hour of the last message. */
export type Seen = ReadonlyMap<string, string>

/** seenOf remembers rows as they stand. */
export function seenOf(items: readonly Item[]): Seen {
  return new Map(items.map(item => [item.id, item.last_message_at]))
}

/**
 * arrange keeps the rows where the person looks at them. What is new in itself waits behind a pill, what was further down is
 * appended, what left the tab goes; a row that moved up stays where it was, with its new words, and counts as new.
 */
export function arrange(items: readonly Item[], seen: Seen): { rows: Item[]; fresh: number } {
  if (seen.size === 0) return { rows: [...items], fresh: 0 }
  const byId = new Map(items.map(item => [item.id, item]))
  const kept = [...seen.keys()].flatMap(id => byId.get(id) ?? [])
  const lastKept = items.findLastIndex(item => item.last_message_at === seen.get(item.id))
  if (kept.length === 0) return { rows: [...items], fresh: 0 }
  const unknown = items.flatMap((item, at) => (seen.has(item.id) ? [] : [{ item, at }]))
  const moved = kept.filter(item => item.last_direction === 'inbound' && item.unread_count > 0 && item.last_message_at > (seen.get(item.id) ?? ''))
  const above = unknown.filter(({ at }) => at < lastKept)
  const below = unknown.filter(({ at }) => at >= lastKept)
  return { rows: [...kept, ...below.map(({ item }) => item)], fresh: above.length + moved.length }
}

/** neighbour is the row one step away; at an end it is the end itself. */
export function neighbour(rows: readonly Item[], prospect: string, step: 1 | -1): Item | undefined {
  const at = rows.findIndex(row => row.prospect.id === prospect)
  if (at < 0) return rows[0]
  return rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
}

/** afterDone is whom to go to when a row leaves the list: the one below, else the one above, else nobody. */
export function afterDone(rows: readonly Item[], prospect: string): Item | undefined {
  const at = rows.findIndex(row => row.prospect.id === prospect)
  return at < 0 ? undefined : (rows[at + 1] ?? rows[at - 1])
}
