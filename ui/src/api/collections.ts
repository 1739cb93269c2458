// Rows of the collections, as the SDK gives them: what the app reads of them. Dates are PocketBase's texts, empty = never.
import type { Reason } from './reason'

export type Row = { id: string; workspace: string; created: string; updated: string }

export type Channel = 'whatsapp' | 'instagram' | 'email' | 'assisted'

/** A statement about somebody and where it was read; `start` and `end` place it in a text. */
export type FactRecord = {
  id: string
  kind: string
  value: string
  text?: string
  source: string
  url?: string
  at: string
  licence?: string
  expires_at?: string
  start?: number
  end?: number
}

export type WorkspaceRecord = Omit<Row, 'workspace'> & {
  name: string
  plan_tier: string
  timezone: string
  locale: 'pt-BR' | 'en' | ''
  currency: string
  country: string
  paused: boolean
  retention_days: number
  send_budget_micros: number
  llm_budget_micros: number
  limits: Record<string, number> | null
  profile: Record<string, unknown> | null
  sender: Record<string, unknown> | null
}

export type CampaignStatus = 'draft' | 'active' | 'paused' | 'completed'

export type CampaignRecord = Row & {
  name: string
  channel: Channel
  status: CampaignStatus
  pause_reason: string
  approval: 'auto' | 'sample' | 'manual' | ''
  selection: 'auto' | 'manual' | ''
  gate: string
  legal_basis: string
  agent: string
  plans: string[]
  accounts: string[]
  rate_limit: number
  search_config: Record<string, unknown> | null
  qualification: Record<string, unknown> | null
  schedule: Record<string, unknown> | null
  sequence: Record<string, unknown>[] | null
  found_count: number
  qualified_count: number
  sent_count: number
  contacted_count: number
  delivered_count: number
  read_count: number
  replied_count: number
  converted_count: number
  failed_count: number
  opt_out_count: number
  cost_micros: number
}

export type ProspectStatus = 'found' | 'contacted' | 'replied' | 'converted' | 'ignored'
export type Intent = '' | 'interested' | 'question' | 'not_now' | 'not_interested' | 'auto_reply' | 'other' | 'wrong_person' | 'opt_out'

export type ProspectRecord = Row & {
  campaign: string
  name: string
  category: string
  city: string
  country: string
  address: string
  phone: string
  email: string
  domain: string
  platform: string
  profile_url: string
  has_website: boolean
  rating: number
  reviews_count: number
  followers_count: number
  score: number
  score_reasons: { code: string; points: number; params?: Record<string, unknown> }[] | null
  status: ProspectStatus
  ignored_reason: string
  intent: Intent
  facts: FactRecord[] | null
  location: { lon: number; lat: number }
  judged_at: string
  due_at: string
  stage: string
  step: number
  metadata: Record<string, unknown> | null
}

export type MessageStatus = 'draft' | 'held' | 'pending' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'in_doubt' | 'cancelled' | 'received'

export type MessageRecord = Row & {
  campaign: string
  prospect: string
  account: string
  channel: Channel
  direction: 'inbound' | 'outbound'
  content: string
  status: MessageStatus
  status_reason: Reason | null
  facts: FactRecord[] | null
  permission: Record<string, unknown> | null
  recipient: string
  scheduled_at: string
  sent_at: string
  delivered_at: string
  read_at: string
  error: string
  error_code: string
  step: number
  variant: number
  todo: boolean
  transcript: string
  cost_micros: number
  metadata: Record<string, unknown> | null
}

export type ConversationRecord = Row & {
  prospect: string
  unread_count: number
  assignee: string
  snoozed_until: string
  state: 'open' | 'closed'
  window_until: string
  suggestion: { summary?: string; text?: string; facts?: FactRecord[] } | null
  last_message_at: string
  last_direction: 'inbound' | 'outbound' | ''
}

export type NoteRecord = Row & { prospect: string; author: string; text: string }

export type ViewRecord = Row & { owner: string; screen: string; name: string; query: Record<string, unknown> | null }

export type AgentRecord = Row & {
  name: string
  account: string
  model_name: string
  system_prompt: string
  temperature: number
  max_tokens: number
  language: string
  guardrails: Record<string, unknown> | null
}

export type PlanRecord = Row & { name: string; description: string; price_cents: number; currency: string; features: string[] | null }

export type AccountRecord = Row & {
  platform: string
  account_identifier: string
  status: 'active' | 'blocked' | 'expired' | ''
  status_reason: Reason | null
  checked_at: string
  settings: Record<string, unknown> | null
  limits: Record<string, number> | null
  state: Record<string, unknown> | null
}

export type MemberRecord = Row & { user: string; role: 'viewer' | 'user' | 'admin' }

export type AlertRecord = Row & { kind: string; state: string; since: string; detail: Record<string, unknown> | null }
