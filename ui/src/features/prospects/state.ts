import type { intents, statuses } from './schema';

type Tone = 'idle' | 'info' | 'ok' | 'warn' | 'bad' | 'primary' | 'accent';
type Word = (typeof statuses)[number] | Exclude<(typeof intents)[number], 'other'>;

const ofStatus: Record<string, { tone: Tone; word: Word; struck?: boolean }> = {
  found: { tone: 'idle', word: 'found' },
  contacted: { tone: 'info', word: 'contacted' },
  replied: { tone: 'ok', word: 'replied' },
  converted: { tone: 'primary', word: 'converted' },
  ignored: { tone: 'idle', word: 'ignored', struck: true },
};

const ofIntent: Record<string, { tone: Tone; word: Word }> = {
  interested: { tone: 'ok', word: 'interested' },
  question: { tone: 'ok', word: 'question' },
  provenance: { tone: 'warn', word: 'provenance' },
  not_now: { tone: 'idle', word: 'not_now' },
  not_interested: { tone: 'idle', word: 'not_interested' },
  wrong_person: { tone: 'warn', word: 'wrong_person' },
  auto_reply: { tone: 'idle', word: 'auto_reply' },
  opt_out: { tone: 'bad', word: 'opt_out' },
};

/** The mark of a person: an opt-out before all, a client, then what the answer meant, then the status. */
export function markOf(status: string, intent: string): { tone: Tone; word: Word; struck?: boolean } {
  const meant = ofIntent[intent];
  if (intent === 'opt_out' && meant) return meant;
  if (status === 'replied' && meant) return meant;
  return ofStatus[status] ?? ofStatus['found']!;
}
