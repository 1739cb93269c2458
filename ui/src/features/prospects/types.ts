import type { Reason } from '@/api/reason';

/** A row of GET prospects. */
export interface Row {
  id: string;
  campaign: string;
  name: string;
  category: string;
  city: string;
  phone: string;
  email: string;
  score: number;
  stage: 'enrich' | 'write' | 'done' | '';
  status: 'found' | 'contacted' | 'replied' | 'converted' | 'ignored';
  intent: string;
  created: string;
}

export interface Page {
  items: Row[];
  next: string;
}

export interface ScoreReason {
  code: string;
  points: number;
  params?: Record<string, unknown>;
}

/** What the list route leaves out, read for the rows that were loaded. */
export interface Extra {
  id: string;
  score_reasons: ScoreReason[] | null;
  whatsapp: string;
  username: string;
  ignored_reason: string;
  has_website: boolean;
}

export interface Fact {
  id: string;
  kind: string;
  value?: string;
  text?: string;
  source: string;
  url?: string;
  at: string;
  licence?: string;
  expires_at?: string;
}

/** GET prospects/{id}. */
export interface Detail extends Row {
  step: number;
  due_at: string | null;
  username: string;
  platform: string;
  profile_url: string;
  whatsapp: string;
  domain: string;
  followers_count: number | null;
  has_website: boolean;
  website_url: string;
  address: string;
  country: string;
  location: { lon: number; lat: number };
  rating: number | null;
  reviews_count: number | null;
  score_reasons: ScoreReason[] | null;
  ignored_reason: string;
  judged_at: string | null;
  facts: Fact[] | null;
  updated: string;
}

export interface Judged {
  approved: number;
  refused: number;
  restored: number;
  skipped: { id: string; reason: Reason }[] | null;
}

/** A message of the history, as GET messages shows it. */
export interface Message {
  id: string;
  channel: string;
  direction: 'outbound' | 'inbound';
  status: string;
  status_reason: Reason | null;
  content: string;
  step: number;
  scheduled_at: string | null;
  sent_at: string | null;
  created: string;
}

/** messages.permission: why a message was allowed. */
export interface Permission {
  at: string;
  rule: string;
  gate: string;
  basis?: string;
  consent?: string;
  source?: { kind: string; source: string; url?: string; at: string };
  window?: { open: boolean; until?: string };
  opt_out: { at: string; forms: number };
  approved: { by: string; at: string };
  limits?: { code: string; used: number; limit: number }[];
}

export interface ImportLine {
  row: number;
  result: string;
  prospect: string;
  errors: { field: string; code: string; message: string }[] | null;
  warnings: { field: string; code: string; message: string }[] | null;
}

export interface Imported {
  rows: number;
  created: number;
  merged: number;
  rejected: number;
  report: ImportLine[];
  /** The whole report as a file, for a day; with only=rejected, the rows to put right. */
  report_url?: string;
}
