import { create } from 'zustand'
import type { Outcome } from './types'

/** A round of sending by hand: how many it is for, and what became of those behind. */
export type Round = { total: number; done: Record<Outcome, number> }

/** How many a round is for where more are waiting: about half an hour. */
export const roundSize = 15

const none: Round['done'] = { sent: 0, no_such_number: 0, already_client: 0, skipped: 0 }

/** behind is how many of a round are done, whatever became of them. */
export const behind = (round: Round) => Object.values(round.done).reduce((sum, n) => sum + n, 0)

/** totalOf says how long a round is: what waits and what the day still allows, at most a round's size. */
export function totalOf(waiting: number, left: number): number {
  return Math.max(0, Math.min(roundSize, waiting, left))
}

// It outlives the page, so that whoever comes back from the chat finds the round where it was; it ends with the day.
const shelf = (owner: string) => `aceno.round.${owner}`
const today = () => new Date().toDateString()

function read(owner: string): Round | null {
  try {
    const kept = JSON.parse(localStorage.getItem(shelf(owner)) ?? 'null') as (Round & { day: string }) | null
    return kept?.day === today() ? { total: kept.total, done: { ...none, ...kept.done } } : null
  } catch {
    return null
  }
}

function write(owner: string, round: Round | null) {
  try {
    if (round) localStorage.setItem(shelf(owner), JSON.stringify({ ...round, day: today() }))
    else localStorage.removeItem(shelf(owner))
  } catch { /* without storage the round lives as long as the page */ }
}

type RoundState = { owner: string; round: Round | null }

export const useRoundStore = create<RoundState>(() => ({ owner: '', round: null }))

function put(round: Round | null) {
  write(useRoundStore.getState().owner, round)
  useRoundStore.setState({ round })
}

/** openRound takes up the round of a person in a workspace. */
export function openRound(owner: string): void {
  if (useRoundStore.getState().owner !== owner) useRoundStore.setState({ owner, round: read(owner) })
}

export const startRound = (total: number) => put({ total, done: { ...none } })
export const endRound = () => put(null)

/** count adds what became of a card, or takes it back with -1. */
export function count(outcome: Outcome, by: 1 | -1 = 1): void {
  const { round } = useRoundStore.getState()
  if (round) put({ ...round, done: { ...round.done, [outcome]: Math.max(0, round.done[outcome] + by) } })
}
