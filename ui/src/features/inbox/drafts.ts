import { create } from 'zustand'
import type { NextStep } from './types'

type Draft = { text?: string; next?: NextStep['kind']; days?: number }

/** Texts that were begun, by person: they outlive the screen, and a session that ends. */
export const useDrafts = create<{ of: Record<string, Draft> }>(() => ({ of: {} }))

/** keepDraft changes what was begun for a person. */
export function keepDraft(prospect: string, change: Draft): void {
  useDrafts.setState(state => ({ of: { ...state.of, [prospect]: { ...state.of[prospect], ...change } } }))
}

/** dropDraft forgets it, once it is sent. */
export function dropDraft(prospect: string): void {
  useDrafts.setState(state => ({ of: Object.fromEntries(Object.entries(state.of).filter(([id]) => id !== prospect)) }))
}
