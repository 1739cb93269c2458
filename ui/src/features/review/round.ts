import type { Verdict } from './types'

/** A round of judging: the cards in their order, what was said of each, and in which order it was said. */
export type Round = { ids: string[]; verdicts: Record<string, Verdict>; said: string[] }

/** begin makes a round of at most `most` cards. */
export function begin(ids: string[]): Round {
  return { ids, verdicts: {}, said: [] }
}

/** current is the card in the hand, '' after the last. */
export function current(round: Round): string {
  return round.ids.find(id => !round.verdicts[id]) ?? ''
}

/** judge says something of the card in the hand. */
export function judge(round: Round, verdict: Verdict): Round {
  const id = current(round)
  return id === '' ? round : { ...round, verdicts: { ...round.verdicts, [id]: verdict }, said: [...round.said, id] }
}

/** takeBack undoes the last word; its card is in the hand again. */
export function takeBack(round: Round): Round {
  const last = round.said.at(-1)
  if (!last) return round
  const { [last]: _, ...verdicts } = round.verdicts
  return { ...round, verdicts, said: round.said.slice(0, -1) }
}

/** of lists the cards of which this was said. */
export function of(round: Round, verdict: Verdict): string[] {
  return round.said.filter(id => round.verdicts[id] === verdict)
}

/** keep drops what is no longer there, and what has been dealt with. */
export function keep(round: Round, gone: Set<string>): Round {
  return {
    ids: round.ids.filter(id => !gone.has(id)),
    verdicts: Object.fromEntries(Object.entries(round.verdicts).filter(([id]) => !gone.has(id))),
    said: round.said.filter(id => !gone.has(id)),
  }
}
