import { z } from 'zod'
import type { Tone } from '@/ui/tone'
import type { Reason } from '@/api/reason'

/** The address of the page that connects: which account is being made, for what, and where to go afterwards. */
export const newSearch = z.object({
  tipo: z.string().default('whatsapp'),
  conta: z.string().max(64).default(''),
  volta: z.string().regex(/^(\/(?!\/).*)?$/).default(''),
})

export type Limits = { per_hour?: number; per_day?: number; min_gap_s?: number; max_gap_s?: number }
export type AccountState = { next_at?: string; retry_at?: string; breaker?: string; probe_at?: string; tier?: number; quality?: string; number?: string }
export type Account = {
  id: string
  platform: string
  account_identifier: string
  settings: Record<string, string> | null
  status: 'active' | 'expired' | 'blocked'
  status_reason: Reason | null
  limits: Limits | null
  state: AccountState | null
  checked_at: string
}

export type Health = { word: 'well' | 'resting' | 'incomplete' | 'expired' | 'blocked' | 'quality'; tone: Tone }

/** healthOf says in a word how an account is. What keeps it from sending comes first. */
export function healthOf(account: Pick<Account, 'status' | 'status_reason' | 'state'>): Health {
  if (account.status_reason?.code === 'account_incomplete') return { word: 'incomplete', tone: 'warn' }
  if (account.status === 'expired') return { word: 'expired', tone: 'bad' }
  if (account.status === 'blocked') return { word: 'blocked', tone: 'bad' }
  if (account.state?.breaker === 'open') return { word: 'resting', tone: 'warn' }
  if (account.state?.quality === 'RED') return { word: 'quality', tone: 'bad' }
  return { word: 'well', tone: 'ok' }
}

/** The four steps of the official number, and the first that is not done. */
export type Stage = 'token' | 'number' | 'webhook' | 'echo'
export const stages: Stage[] = ['token', 'number', 'webhook', 'echo']

export function stageOf(done: { account: boolean; number: boolean; webhook: boolean }): Stage {
  if (!done.account) return 'token'
  if (!done.number) return 'number'
  return done.webhook ? 'echo' : 'webhook'
}

/** limitsSchema reads the four limits; an empty one is none. The words of a refusal are given. */
export function limitsSchema(wrong: { number: string; gap: string }) {
  const one = z.string().trim().regex(/^\d{0,6}$/, wrong.number).transform((text): number | '' => (text === '' ? '' : Number(text)))
  return z
    .object({ per_hour: one, per_day: one, min_gap_s: one, max_gap_s: one })
    .refine((l) => !(typeof l.max_gap_s === 'number' && typeof l.min_gap_s === 'number' && l.max_gap_s > 0 && l.max_gap_s < l.min_gap_s), { path: ['max_gap_s'], message: wrong.gap })
}

/** filled leaves out what is empty: the server takes a missing name for none. */
export function filled<T extends string | number>(values: Record<string, T | ''>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, T] => entry[1] !== ''))
}
