import type { ToastOptions } from '@/ui/toast'

/** say shows a toast. What draws toasts comes after the first screen, so that nobody waits for it. */
export function say(text: string, options?: ToastOptions): void {
  void import('@/ui/toast').then(({ toast }) => toast(text, options))
}
