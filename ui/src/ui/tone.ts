/** Tone is what a mark says before its word is read. `accent` is for the current step alone, never for a state. */
export type Tone = 'idle' | 'info' | 'ok' | 'warn' | 'bad' | 'primary' | 'accent'

/** softOf is the ground and the ink of a tone. */
export const softOf: Record<Tone, string> = {
  idle: 'bg-idle-soft text-idle-ink',
  info: 'bg-info-soft text-info-ink',
  ok: 'bg-ok-soft text-ok-ink',
  warn: 'bg-warn-soft text-warn-ink',
  bad: 'bg-bad-soft text-bad-ink',
  primary: 'bg-primary-soft text-primary-ink',
  accent: 'bg-accent-soft text-ink-1',
}

/** dotOf is the colour of a tone's dot, bar or segment. */
export const dotOf: Record<Tone, string> = {
  idle: 'bg-idle-dot',
  info: 'bg-info-dot',
  ok: 'bg-ok-dot',
  warn: 'bg-warn-dot',
  bad: 'bg-bad-dot',
  primary: 'bg-primary',
  accent: 'bg-accent',
}

/** inkOf is the text colour of a tone on plain ground. */
export const inkOf: Record<Tone, string> = {
  idle: 'text-idle-ink',
  info: 'text-info-ink',
  ok: 'text-ok-ink',
  warn: 'text-warn-ink',
  bad: 'text-bad-ink',
  primary: 'text-primary-ink',
  accent: 'text-ink-1',
}
