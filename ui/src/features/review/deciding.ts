import type { Decision } from './types'

/** What was decided of the cards of one round, in the order in which it was. Nothing of it is anywhere but here. */
export type Deciding = { decided: { id: string; decision: Decision }[] }

export const undecided: Deciding = { decided: [] }

export type Said = { act: Decision; id: string } | { act: 'undo' } | { act: 'begin' }

/** deciding takes the next decision, or takes back the last one. */
export function deciding(state: Deciding, said: Said): Deciding {
  switch (said.act) {
    case 'begin':
      return undecided
    case 'undo':
      return { decided: state.decided.slice(0, -1) }
    default:
      if (state.decided.some(one => one.id === said.id)) return state
      return { decided: [...state.decided, { id: said.id, decision: said.act }] }
  }
}

/** openOf is the first card of which nothing is decided. */
export function openOf<T extends { id: string }>(cards: T[], state: Deciding): T | undefined {
  return cards.find(card => !state.decided.some(one => one.id === card.id))
}

/** chosen gives the cards with a decision, in the order of the round. */
export function chosen<T extends { id: string }>(cards: T[], state: Deciding, decision: Decision): T[] {
  return cards.filter(card => state.decided.some(one => one.id === card.id && one.decision === decision))
}
