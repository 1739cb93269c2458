/** The least seconds between two messages of a member, and how many in 24 hours, where the workspace sets none. */
const usualGap = 90

/** gapOf reads the workspace's gap, in ms. */
export function gapOf(limits: Record<string, number> | null): number {
  return (limits?.['assisted_gap_s'] ?? usualGap) * 1000
}

/** gapEnd says until when to wait. A server whose clock is another one (or a phone whose clock is wrong) never makes it longer than the gap itself. */
export function gapEnd(until: string | null | undefined, readAt: number, gap: number): number {
  if (!until) return 0
  return readAt + Math.min(Math.max(Date.parse(until) - readAt, 0), gap)
}

/** clock writes what is left as 0:38. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`
}
