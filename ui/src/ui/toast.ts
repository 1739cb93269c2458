import { toast as show } from 'sonner'
import type { Tone } from './tone'

/** ToastOptions: the act is mostly "undo"; the duration is in ms, 10 s where there is an act, else 5 s. */
export interface ToastOptions {
  action?: { label: string; onClick: () => void }
  duration?: number
  tone?: Extract<Tone, 'ok' | 'warn' | 'bad' | 'info'>
  /** Replaces the toast that has the same id. */
  id?: string
}

/** toast says what just happened, and offers the way back. Returns an id for closeToast. */
export function toast(message: string, { action, duration, tone, id }: ToastOptions = {}): string | number {
  const say = tone === 'bad' ? show.error : tone === 'warn' ? show.warning : tone === 'ok' ? show.success : tone === 'info' ? show.info : show
  return say(message, { id, action, duration: duration ?? (action ? 10_000 : 5_000) })
}

/** closeToast takes a toast away before its time. */
export function closeToast(id: string | number): void {
  show.dismiss(id)
}
