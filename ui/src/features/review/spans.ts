import type { FactRecord } from '@/api/collections'

/** A stretch of a text; with a fact it is a claim, and `n` is its number. */
export type Span = { text: string; fact?: FactRecord; n?: number }

/** spansOf cuts a text into claims and what stands between. The server counts in bytes of UTF-8; claims that overlap an earlier one are left out. */
export function spansOf(content: string, facts: FactRecord[]): Span[] {
  const bytes = new TextEncoder().encode(content)
  const words = new TextDecoder()
  const part = (from: number, to: number) => words.decode(bytes.subarray(from, to))
  const placed = facts
    .filter(f => f.start !== undefined && f.end !== undefined && f.start < f.end && f.end <= bytes.length)
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0))
  const spans: Span[] = []
  let at = 0
  let n = 0
  for (const fact of placed) {
    const { start = 0, end = 0 } = fact
    if (start < at) continue
    if (start > at) spans.push({ text: part(at, start) })
    spans.push({ text: part(start, end), fact, n: ++n })
    at = end
  }
  if (at < bytes.length) spans.push({ text: part(at, bytes.length) })
  return spans
}
