import type { Sample } from './types';

/** A piece of a text: plain, or what rests on a fact. */
export interface Piece {
  text: string;
  fact?: number;
}

/** Cuts a text at the spans of its facts, which count bytes of UTF-8. Spans that overlap or lie outside are left out. */
export function piecesOf(text: string, facts: Sample['facts']): Piece[] {
  const bytes = new TextEncoder().encode(text);
  const read = (from: number, to: number) => new TextDecoder().decode(bytes.slice(from, to));
  const spans = (facts ?? [])
    .map((f, i) => ({ start: f.start, end: f.end, fact: i }))
    .filter((s) => s.start >= 0 && s.end > s.start && s.end <= bytes.length)
    .sort((a, b) => a.start - b.start);
  const out: Piece[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.start < at) continue;
    if (span.start > at) out.push({ text: read(at, span.start) });
    out.push({ text: read(span.start, span.end), fact: span.fact });
    at = span.end;
  }
  if (at < bytes.length) out.push({ text: read(at, bytes.length) });
  return out;
}
