import type { MessageStatus } from '@/api/collections'
import type { StateIcon } from '@/ui/StateMark'
import type { Tone } from '@/ui/tone'

export const intents = ['interested', 'question', 'provenance', 'not_now', 'not_interested', 'wrong_person', 'auto_reply', 'opt_out', 'other'] as const
export type IntentWord = (typeof intents)[number]

const intentTones: Record<IntentWord, Tone> = {
  interested: 'ok', question: 'ok', provenance: 'warn', not_now: 'idle', not_interested: 'idle', wrong_person: 'warn', auto_reply: 'idle', opt_out: 'bad', other: 'idle',
}

/** intentMark is how an answer was understood; nothing while it was not. */
export function intentMark(intent: string): { tone: Tone; word: IntentWord } | null {
  const word = intents.find(known => known === intent)
  return word ? { tone: intentTones[word], word } : null
}

const marks: Record<MessageStatus, { tone: Tone; icon?: StateIcon }> = {
  draft: { tone: 'idle' },
  cancelled: { tone: 'idle' },
  held: { tone: 'warn', icon: 'warn' },
  in_doubt: { tone: 'warn', icon: 'warn' },
  pending: { tone: 'info', icon: 'clock' },
  sending: { tone: 'info', icon: 'clock' },
  sent: { tone: 'idle', icon: 'check' },
  delivered: { tone: 'idle', icon: 'double' },
  read: { tone: 'primary', icon: 'double-read' },
  failed: { tone: 'bad', icon: 'bad' },
  received: { tone: 'idle' },
}

/** statusMark is how far a message of ours has come. */
export function statusMark(status: MessageStatus) {
  return marks[status] ?? marks.draft
}
