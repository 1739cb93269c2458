import type { Span } from '../spans'

/** A text whose claims are underlined and numbered, as the sources beside it. */
export function Claims({ spans }: { spans: Span[] }) {
  return (
    <p className="break-words whitespace-pre-line">
      {spans.map((span, i) => span.fact
        ? <span key={i} className="claim">{span.text}<sup className="ml-px text-[0.7em] font-bold text-primary-ink">{span.n}</sup></span>
        : <span key={i}>{span.text}</span>)}
    </p>
  )
}
