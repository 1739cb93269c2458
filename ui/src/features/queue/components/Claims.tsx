import type { FactRecord } from '@/api/collections'
import { spansOf } from '@/api/claims'

/** A text whose claims are underlined and numbered; the numbers are those of the facts below it. */
export function Claims({ content, facts }: { content: string; facts: FactRecord[] }) {
  return (
    <p className="break-words whitespace-pre-line">
      {spansOf(content, facts).map((span, i) => span.fact
        ? <span key={i} className="claim">{span.text}<sup className="ml-px text-[0.7em] font-bold text-primary-ink">{span.n}</sup></span>
        : <span key={i}>{span.text}</span>)}
    </p>
  )
}
