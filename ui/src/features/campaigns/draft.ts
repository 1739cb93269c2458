import type { Step } from './schema';
import type { Campaign } from './types';

/** One search of search_config, as the open map takes it. */
export interface Source {
  type: string;
  query?: string;
  area?: string;
  limit?: number;
  [key: string]: unknown;
}

export interface Qualification {
  require?: ('phone' | 'whatsapp' | 'email' | 'instagram')[];
  has_website?: boolean | null;
  followers?: { min?: number | null; max?: number | null };
  last_post_within_days?: number;
  rating?: { min?: number | null };
  reviews?: { min?: number | null };
  keywords?: { any?: string[]; none?: string[] };
  min_score?: number;
}

export interface SequenceStep {
  wait_hours: number;
  variants?: { template: string; weight?: number }[];
  use_agent?: boolean;
  stop_if?: string[];
  whatsapp_template?: string;
  whatsapp_params?: string[];
}

export interface Schedule {
  timezone?: string;
  windows?: string[];
  start?: string;
  cron?: string;
}

export const sourcesOf = (c: Campaign): Source[] => ((c.search_config as { sources?: Source[] } | null)?.sources ?? []);
export const qualificationOf = (c: Campaign): Qualification => (c.qualification as Qualification | null) ?? {};
export const sequenceOf = (c: Campaign): SequenceStep[] => (c.sequence as unknown as SequenceStep[] | null) ?? [];
export const scheduleOf = (c: Campaign): Schedule => (c.schedule as Schedule | null) ?? {};

/** A copy without the keys that say nothing: the server refuses a null where a number belongs. */
export function tidy(q: Qualification): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(q)) {
    if (value === undefined || value === null || value === '' || (typeof value === 'number' && Number.isNaN(value))) continue;
    if (Array.isArray(value)) {
      if (value.length > 0) out[key] = value;
    } else if (typeof value === 'object') {
      const inner = tidy(value as Qualification);
      if (Object.keys(inner).length > 0) out[key] = inner;
    } else out[key] = value;
  }
  return out;
}

export type Problem = 'noSource' | 'badSource' | 'noAgent' | 'noSequence' | 'emptyText' | 'noWindow' | 'noBasis';

/** What is missing before a campaign can go, by the step where it is put right. */
export function problemsOf(c: Campaign): Partial<Record<Step, Problem[]>> {
  const out: Partial<Record<Step, Problem[]>> = {};
  const add = (step: Step, problem: Problem) => (out[step] = [...(out[step] ?? []), problem]);
  const sources = sourcesOf(c);
  if (sources.length === 0 && c.found_count === 0) add('buscar', 'noSource');
  if (sources.some((s) => s.type === 'openstreetmap' && (!s.query?.trim() || !s.area?.trim()))) add('buscar', 'badSource');
  if (!c.agent) add('escrever', 'noAgent');
  const sequence = sequenceOf(c);
  if (sequence.length === 0) add('escrever', 'noSequence');
  if (sequence.some((s) => !s.whatsapp_template && !s.use_agent && !(s.variants ?? []).some((v) => v.template.trim()))) add('escrever', 'emptyText');
  if ((scheduleOf(c).windows ?? []).length === 0) add('ritmo', 'noWindow');
  if (!c.legal_basis) add('limites', 'noBasis');
  return out;
}

/** The first message and a follow-up to begin with: who writes, what was seen, a question, the way out. */
export function starter(language: string, plan: boolean): SequenceStep[] {
  const first = language === 'en'
    ? `{Hi|Hello} {{ prospect.name | titlecase }}, this is {{ agent.name }} from {{ sender.name }}.\n\n{% if prospect.has_website %}I had a look at your website{% else %}I found you on the map and could not find a website{% endif %}${plan ? ' and thought of {{ plans[0].name }}' : ' and have an idea for you'}.\n\n{May I send|Would it help if I sent} an example?\n\n{{ optout }}`
    : `{Olá|Oi}, {{ prospect.name | titlecase }}! Aqui é {{ agent.name }}, da {{ sender.name }}.\n\n{% if prospect.has_website %}Vi o site de vocês{% else %}Vi vocês no mapa e não achei um site{% endif %}${plan ? ' e pensei em {{ plans[0].name }}' : ' e tive uma ideia para vocês'}.\n\n{Posso mandar|Faz sentido eu mandar} um exemplo?\n\n{{ optout }}`;
  const later = language === 'en'
    ? '{Hi|Hello} again! Any question about the idea for {{ prospect.name | titlecase }}? If now is not the time, no problem.\n\n{{ optout }}'
    : '{Oi|Olá} de novo! Ficou alguma dúvida sobre a ideia para {{ prospect.name | titlecase }}? Se agora não é hora, sem problema.\n\n{{ optout }}';
  return [
    { wait_hours: 0, variants: [{ template: first, weight: 1 }] },
    { wait_hours: 72, stop_if: ['replied'], variants: [{ template: later, weight: 1 }] },
  ];
}

export interface Beginning {
  niche: string;
  city: string;
  noSite: boolean;
  name: string;
  language: string;
  zone: string;
  agent?: string;
  plans: string[];
  accounts: string[];
}

/** A campaign that already finds and writes and sends nothing by itself: people are judged, and texts approved. */
export function begin(b: Beginning): Partial<Campaign> {
  return {
    name: b.name,
    status: undefined,
    channel: 'whatsapp',
    agent: b.agent ?? '',
    plans: b.plans,
    accounts: b.accounts,
    selection: 'manual',
    approval: 'manual',
    legal_basis: 'legitimate_interest',
    rate_limit: 30,
    search_config: { sources: [{ type: 'openstreetmap', query: b.niche.trim(), area: areaOf(b.city), limit: 500 }], refresh_hours: 24 },
    qualification: { require: ['phone'], ...(b.noSite ? { has_website: false } : {}) },
    sequence: starter(b.language, b.plans.length > 0) as unknown as Record<string, unknown>[],
    schedule: { timezone: b.zone, windows: ['mon-fri 09:00-12:00,13:30-18:00'] },
  };
}

/** A city without a country is in Brazil; whoever names one means it. */
export function areaOf(city: string): string {
  const plain = city.trim().replace(/\s+/g, ' ');
  return plain === '' || /,\s*[A-Za-z]{2}$|,.*\b(brasil|brazil|portugal|usa)\b/i.test(plain) ? plain : `${plain}, BR`;
}
