import type { Tone } from '@/ui/tone'

export type TemplateWord = 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled' | 'other'

const states: Record<string, { word: TemplateWord; tone: Tone }> = {
  APPROVED: { word: 'approved', tone: 'ok' },
  PENDING: { word: 'pending', tone: 'info' },
  IN_APPEAL: { word: 'pending', tone: 'info' },
  REJECTED: { word: 'rejected', tone: 'bad' },
  PAUSED: { word: 'paused', tone: 'warn' },
  DISABLED: { word: 'disabled', tone: 'bad' },
}

/** templateState words what the provider says of a template; what it has not said before is shown as such. */
export function templateState(status: string): { word: TemplateWord; tone: Tone } {
  return states[status.toUpperCase()] ?? { word: 'other', tone: 'idle' }
}

/** bodyOf finds a template's text among its components, however the provider listed them. */
export function bodyOf(components: unknown): string {
  if (!Array.isArray(components)) return ''
  for (const one of components as unknown[]) {
    if (typeof one !== 'object' || one === null) continue
    const { type, text } = one as { type?: unknown; text?: unknown }
    if (String(type).toUpperCase() === 'BODY' && typeof text === 'string') return text
  }
  return ''
}
