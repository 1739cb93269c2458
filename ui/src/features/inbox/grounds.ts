import type { Message, Talk } from './types'

const bases = ['legitimate_interest', 'consent', 'contract'] as const

export type Ground =
  | { kind: 'basis'; basis: (typeof bases)[number] }
  | { kind: 'published'; source: string }
  | { kind: 'template'; name: string }
  | { kind: 'window'; until: string }
  | { kind: 'noOptOut' }

type Slip = { basis?: string; source?: { source?: string }; template?: { name?: string }; opt_out?: unknown }

/** groundsOf are the reasons why the newest message of ours could go, and that the window stands open now. */
export function groundsOf(messages: readonly Message[], talk: Talk | null | undefined, now: number): Ground[] {
  const grounds: Ground[] = []
  const slip = messages.find(m => m.direction === 'outbound' && m.permission)?.permission as Slip | undefined
  const basis = bases.find(known => known === slip?.basis)
  if (basis) grounds.push({ kind: 'basis', basis })
  if (slip?.source?.source) grounds.push({ kind: 'published', source: slip.source.source })
  if (slip?.template?.name) grounds.push({ kind: 'template', name: slip.template.name })
  if (talk?.window_until && Date.parse(talk.window_until.replace(' ', 'T')) > now) grounds.push({ kind: 'window', until: talk.window_until })
  if (slip?.opt_out) grounds.push({ kind: 'noOptOut' })
  return grounds
}
