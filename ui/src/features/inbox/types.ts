import type { ConversationRecord, FactRecord, MessageRecord } from '@/api/collections'

/** A row of GET conversations. */
export type Item = {
  id: string
  prospect: { id: string; name: string }
  campaign: string
  intent: string
  channel: string
  last_direction: string
  text: string
  last_message_at: string
  unread_count: number
  assignee: string
  snoozed_until: string | null
  window_until: string | null
}

export type Page = { items: Item[]; next: string; unread: number }

/** GET prospects/{id}, as far as this screen reads it. */
export type Person = {
  id: string
  campaign: string
  name: string
  category: string
  city: string
  phone: string
  whatsapp: string
  email: string
  username: string
  domain: string
  score: number
  status: string
  intent: string
  ignored_reason: string
  facts: FactRecord[] | null
}

/** What one may change of a conversation. */
export type Change = Partial<Pick<ConversationRecord, 'assignee' | 'snoozed_until' | 'state' | 'unread_count'>>

export type Talk = ConversationRecord
export type Message = MessageRecord & { media: { type?: string; duration?: number; mime?: string } | null }
export type Note = { id: string; prospect: string; author: string; text: string; created: string }
export type Member = { user: string; name: string }

/** What comes after a reply, decided in the same act. */
export type NextStep = { kind: 'meeting' } | { kind: 'later'; days: number } | { kind: 'lost' }

/** A way that is left when the window is closed: the member's own hands. */
export type Way = { channel: 'whatsapp' | 'instagram' | 'email'; by_hand: boolean }
