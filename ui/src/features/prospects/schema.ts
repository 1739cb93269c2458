import { z } from 'zod';

/** The tabs over the table: each a filter somebody would otherwise set by hand. */
export const views = ['best', 'judge', 'nosite', 'replied', 'avoid'] as const;
export type View = (typeof views)[number];

export const statuses = ['found', 'contacted', 'replied', 'converted', 'ignored'] as const;
export type Status = (typeof statuses)[number];

export const intents = [
  'interested', 'question', 'provenance', 'not_now', 'not_interested', 'wrong_person', 'auto_reply', 'opt_out', 'other',
] as const;

/** What the address says of the table. Every key has a default, which is not written. */
export const listSearch = z.object({
  view: z.enum(views).default('best'),
  /** '' = the newest campaign, 'all' = every campaign. */
  campaign: z.string().max(64).default(''),
  q: z.string().max(200).default(''),
  city: z.string().max(300).default(''),
  status: z.enum(['', ...statuses]).default(''),
  intent: z.enum(['', ...intents]).default(''),
  site: z.enum(['', 'true', 'false']).default(''),
  min: z.coerce.number().int().min(0).max(100).default(0),
  sort: z.enum(['', '-created', '-score']).default(''),
  p: z.string().max(64).default(''),
  tab: z.enum(['facts', 'history', 'map', 'why']).default('facts'),
});
export type ListSearch = z.infer<typeof listSearch>;

/** What GET prospects takes. */
export interface ProspectQuery {
  campaign?: string;
  status?: Status;
  q?: string;
  city?: string;
  intent?: (typeof intents)[number];
  min_score?: number;
  has_website?: 'true' | 'false';
  judged?: 'true' | 'false';
  sort?: '-created' | '-score';
}

const ofView: Record<View, ProspectQuery> = {
  best: {},
  judge: { status: 'found', judged: 'false' },
  nosite: { has_website: 'false' },
  replied: { status: 'replied' },
  avoid: { status: 'ignored' },
};

/**
 * The server's query of an address. Best first exists within one campaign only, so a list of all campaigns is the newest
 * first whatever was asked.
 */
export function queryOf(s: ListSearch, newest: string | undefined): ProspectQuery {
  const campaign = s.campaign === 'all' ? '' : s.campaign || newest || '';
  const query: ProspectQuery = { ...ofView[s.view] };
  if (campaign) query.campaign = campaign;
  if (s.q.trim()) query.q = s.q.trim();
  if (s.city.trim()) query.city = s.city.trim();
  if (s.status) query.status = s.status;
  if (s.intent) query.intent = s.intent;
  if (s.site) query.has_website = s.site;
  if (s.min > 0) query.min_score = s.min;
  query.sort = campaign ? (s.sort || '-score') : '-created';
  return query;
}

/** The filters that somebody set beyond the view, as keys of the address. */
export function filtersOf(s: ListSearch): ('q' | 'city' | 'status' | 'intent' | 'site' | 'min')[] {
  return (['q', 'city', 'status', 'intent', 'site', 'min'] as const).filter((key) => Boolean(s[key]));
}

export const noFilters = { q: '', city: '', status: '', intent: '', site: '', min: 0 } as const;

/** Why somebody is refused; the place is the number key that picks it. */
export const refusals = ['already_client', 'out_of_profile', 'competitor', 'wrong_data', 'other'] as const;
export type Refusal = (typeof refusals)[number];
