import type { FactRecord } from '@/api/collections'

/** A stretch of a text; with a fact it is a claim, and `n` is its number. */
export type Span = { text: string; fact?: FactRecord; n?: number }

/** spansOf cuts a text into claims and what stands between. The server counts in bytes of UTF-8; a claim that overlaps an earlier one is left out. */
export function spansOf(content: string, facts: FactRecord[]): Span[] {
  const bytes = new TextEncoder().encode(content)
  const words = new TextDecoder()
  const placed = facts
    .flatMap(fact => (fact.start !== undefined && fact.end !== undefined && fact.start < fact.end && fact.end <= bytes.length ? [{ fact, start: fact.start, end: fact.end }] : []))
    .sort((a, b) => a.start - b.start)
  const spans: Span[] = []
  let at = 0
  let n = 0
  for (const { fact, start, end } of placed) {
    if (start < at) continue
    if (start > at) spans.push({ text: words.decode(bytes.subarray(at, start)) })
    spans.push({ text: words.decode(bytes.subarray(start, end)), fact, n: ++n })
    at = end
  }
  if (at < bytes.length) spans.push({ text: words.decode(bytes.subarray(at)) })
  return spans
}

/** claimsOf gives the facts that a text states, in the order of their numbers. */
export function claimsOf(content: string, facts: FactRecord[]): FactRecord[] {
  return spansOf(content, facts).flatMap(span => (span.fact ? [span.fact] : []))
}
