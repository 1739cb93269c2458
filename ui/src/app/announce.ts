import { create } from 'zustand'

/** What the live regions of the shell say. `n` grows, so that the same text can be said twice. */
export const useAnnounced = create<{ polite: string; assertive: string; n: number }>(() => ({ polite: '', assertive: '', n: 0 }))

/** announce tells a screen reader something that came to pass without the person's doing. */
export function announce(text: string, how: 'polite' | 'assertive' = 'polite'): void {
  useAnnounced.setState(state => ({ [how]: text, n: state.n + 1 }))
}
