import type { CampaignRecord } from '@/api/collections';
import type { Reason } from '@/api/reason';

export type Campaign = CampaignRecord;

export interface GateState {
  code: string;
  ok: boolean;
  used: number;
  limit: number;
  until: string | null;
}

/** GET why. */
export interface Why {
  sending: boolean;
  code: string;
  params: Record<string, unknown>;
  message: string;
  next_at: string | null;
  next: { prospect: { id: string; name: string } } | null;
  gates: GateState[] | null;
}

export const stages = ['search', 'enrich', 'write', 'send', 'receive'] as const;
export type Stage = (typeof stages)[number];

export interface StageState {
  name: Stage;
  waiting: number;
  doing: number;
  last_at: string | null;
}

/** What campaigns/{id}/progress carries. */
export interface Progress {
  status: string;
  counters: Record<string, number>;
  stages: StageState[];
  why: Why;
}

export interface Named {
  id: string;
  name: string;
}

export interface Coming {
  prospect: Named;
  message: string;
  step: number;
  channel: string;
  status: string;
  at: string;
  reason: Reason;
}

export interface Upcoming {
  day: string;
  items: Coming[] | null;
  room: number;
}

export interface Failure {
  status: 'failed' | 'held';
  error_code: string;
  reason: Reason;
  count: number;
  last_at: string;
  example: Named;
}

export interface Recent {
  id: string;
  prospect: Named;
  direction: 'outbound' | 'inbound';
  status: string;
  step: number;
  content: string;
  sent_at: string | null;
  created: string;
}

export interface Search {
  id: string;
  source: { type: string; query?: string; area?: string };
  status: 'queued' | 'running' | 'done' | 'failed';
  found: number;
  error: string;
}

export interface Estimate {
  type: string;
  expected: number | null;
  most: number | null;
  cost_micros: number;
}

export interface Sample {
  prospect: Named;
  to: string;
  content: string;
  facts: { id: string; text: string; url: string; at: string; start: number; end: number }[] | null;
  held: Reason | null;
}

export interface Day {
  date: string;
  messages: number;
}

export interface Forecast {
  prospects: number;
  messages: number;
  first_at: string | null;
  last_at: string | null;
  days: Day[] | null;
  cost: { currency: string; messages_micros: number; llm_micros: number; search_micros: number };
  limited_by: { limit: string; until: string | null }[] | null;
  unsent: { reason: Reason; messages: number }[] | null;
}

export interface Rehearsal {
  seed: number;
  from: string;
  until: string;
  complete: boolean;
  messages: { prospect: Named; channel: string; step: number; at: string; content: string; status: string }[] | null;
  blocked: { prospect: Named; step: number; reason: Reason }[] | null;
  days: Day[] | null;
  cost: { currency: string; least_micros: number; most_micros: number };
}
