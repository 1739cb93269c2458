/** A claim's place in a text, in bytes of UTF-8 as the server counts. */
type Placed = { start?: number; end?: number }

/** A stretch of a text. With a fact it is a claim: `n` is its number in the text, `index` the fact's place in the list. */
export type Span<F> = { text: string; fact?: F; n?: number; index?: number }

/** spansOf cuts a text into claims and what stands between. A claim that overlaps an earlier one, or lies outside, is left out. */
export function spansOf<F extends Placed>(content: string, facts: readonly F[] | null | undefined): Span<F>[] {
  const bytes = new TextEncoder().encode(content)
  const words = new TextDecoder()
  const placed = (facts ?? [])
    .flatMap((fact, index) => {
      const { start, end } = fact
      return start !== undefined && end !== undefined && start >= 0 && start < end && end <= bytes.length ? [{ fact, index, start, end }] : []
    })
    .sort((a, b) => a.start - b.start)
  const spans: Span<F>[] = []
  let at = 0
  let n = 0
  for (const { fact, index, start, end } of placed) {
    if (start < at) continue
    if (start > at) spans.push({ text: words.decode(bytes.subarray(at, start)) })
    spans.push({ text: words.decode(bytes.subarray(start, end)), fact, n: ++n, index })
    at = end
  }
  if (at < bytes.length) spans.push({ text: words.decode(bytes.subarray(at)) })
  return spans
}

/** claimsOf gives the facts that a text states, in the order of their numbers. */
export function claimsOf<F extends Placed>(content: string, facts: readonly F[] | null | undefined): F[] {
  return spansOf(content, facts).flatMap(span => (span.fact ? [span.fact] : []))
}
