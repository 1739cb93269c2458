import type { Message } from './types'

/** A line of the thread: a day, something said, or what the system did. */
export type Entry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; at: string }
  | { kind: 'stopped' | 'optOut'; key: string; at: string }

/** saidAt is when a message was said; what is still to be said, when that is due. */
export function saidAt(m: Pick<Message, 'direction' | 'delivered_at' | 'sent_at' | 'scheduled_at' | 'created'>): string {
  return (m.direction === 'inbound' ? m.delivered_at : m.sent_at || m.scheduled_at) || m.created
}

/** entriesOf puts messages in order, with a line where a day begins, and says where everything automatic ended. */
export function entriesOf(messages: readonly Message[], intent: string, dayKey: (at: string) => string): Entry[] {
  const shown = messages.filter(m => m.status !== 'cancelled').map(message => ({ message, at: saidAt(message) }))
  shown.sort((a, b) => compare(a.at, b.at) || compare(a.message.created, b.message.created))
  const heardAt = shown.findIndex(({ message }) => message.direction === 'inbound')
  const ended = intent === 'opt_out' || intent === 'auto_reply' ? -1 : heardAt
  const lastHeard = shown.findLastIndex(({ message }) => message.direction === 'inbound')
  const entries: Entry[] = []
  let day = ''
  let waiting: Entry | undefined // the system's line comes after all that was said in one go
  shown.forEach(({ message, at }, i) => {
    const today = dayKey(at)
    if (waiting && (message.direction === 'outbound' || today !== day)) {
      entries.push(waiting)
      waiting = undefined
    }
    if (today !== day) entries.push({ kind: 'day', key: `day-${today}`, at })
    day = today
    entries.push({ kind: 'message', key: message.id, message, at })
    if (i === ended && heardOurs(shown, i)) waiting = { kind: 'stopped', key: 'stopped', at }
    if (i === lastHeard && intent === 'opt_out') waiting = { kind: 'optOut', key: 'opt-out', at }
  })
  if (waiting) entries.push(waiting)
  return entries
}

// Where we wrote nothing first, there was no sequence to stop.
function heardOurs(shown: { message: Message }[], before: number): boolean {
  return shown.slice(0, before).some(({ message }) => message.direction === 'outbound' && message.step >= 0)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
