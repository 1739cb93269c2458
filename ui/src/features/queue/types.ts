import type { Channel, FactRecord } from '@/api/collections'
import type { Reason } from '@/api/reason'

/** What became of a message that a person sends by hand. */
export type Outcome = 'sent' | 'no_such_number' | 'already_client' | 'skipped'

/** A message to send by hand, with what is known of its recipient. */
export type Card = {
  message: string
  prospect: { id: string; name: string }
  channel: Channel
  content: string
  /** Opens the recipient's chat with the text; empty where there is none. */
  link: string
  recipient: string
  city: string
  facts: FactRecord[]
}

/** A person's word on a card, on its way to the server. The same key acts once, however often it is sent. */
export type Mark = {
  key: string
  workspace: string
  member: string
  message: string
  name: string
  outcome: Outcome
  /** When the person said it, ISO. */
  at: string
  /** How often it was sent without an answer. */
  tries: number
}

/** A word that the server did not take, and why. */
export type RefusedMark = { mark: Mark; reason: Reason }
