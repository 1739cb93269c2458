import { asApiError } from '@/api/error'
import type { Message, Person, Way } from './types'

/** lastHeardOn is the channel on which a person wrote last. */
export function lastHeardOn(messages: readonly Message[] | undefined): string {
  return messages?.find(m => m.direction === 'inbound')?.channel ?? '' // they come newest first
}

/** isClosed says whether a channel refuses free text by now: 24 hours after the person's last word. */
export function isClosed(channel: string, windowUntil: string | undefined, now: number): boolean {
  if (channel !== 'whatsapp' && channel !== 'instagram') return false
  return !windowUntil || Date.parse(windowUntil.replace(' ', 'T')) <= now
}

/** waysTo are the ways by hand that reach a person, for when nothing else may go out. */
export function waysTo(person: Pick<Person, 'whatsapp' | 'phone' | 'username' | 'email'> | undefined): Way[] {
  if (!person) return []
  const ways: Way[] = []
  if (person.whatsapp || person.phone) ways.push({ channel: 'whatsapp', by_hand: true })
  if (person.username) ways.push({ channel: 'instagram', by_hand: true })
  if (person.email) ways.push({ channel: 'email', by_hand: true })
  return ways
}

/** waysOf reads from a refusal what the server offers instead; null when it was not the window. */
export function waysOf(thrown: unknown): Way[] | null {
  const closed = asApiError(thrown).reasons.find(reason => reason.code === 'window_closed')
  if (!closed) return null
  const options = closed.params?.options
  return Array.isArray(options) ? options.filter(isWay) : []
}

function isWay(option: unknown): option is Way {
  return typeof option === 'object' && option !== null && ['whatsapp', 'instagram', 'email'].includes(String((option as Way).channel))
}
