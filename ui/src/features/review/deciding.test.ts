import { describe, expect, it } from 'vitest'
import { chosen, deciding, openOf, undecided, type Said } from './deciding'

const cards = ['a', 'b', 'c'].map(id => ({ id }))
const after = (...said: Said[]) => said.reduce(deciding, undecided)

describe('deciding', () => {
  it('goes on to the next card', () => expect(openOf(cards, after({ act: 'approve', id: 'a' }))?.id).toBe('b'))
  it('is over when every card is decided', () => {
    expect(openOf(cards, after({ act: 'approve', id: 'a' }, { act: 'skip', id: 'b' }, { act: 'approve', id: 'c' }))).toBeUndefined()
  })
  it('comes back to the last decided card', () => {
    const state = after({ act: 'approve', id: 'a' }, { act: 'skip', id: 'b' }, { act: 'undo' })
    expect(openOf(cards, state)?.id).toBe('b')
    expect(chosen(cards, state, 'skip')).toEqual([])
  })
  it('has nothing to take back at the start', () => expect(after({ act: 'undo' })).toEqual(undecided))
  it('counts a card once, however often a key is pressed', () => {
    expect(after({ act: 'approve', id: 'a' }, { act: 'skip', id: 'a' }).decided).toEqual([{ id: 'a', decision: 'approve' }])
  })
  it('tells approved from skipped in the order of the round', () => {
    const state = after({ act: 'skip', id: 'b' }, { act: 'approve', id: 'c' }, { act: 'approve', id: 'a' })
    expect([chosen(cards, state, 'approve'), chosen(cards, state, 'skip')].map(list => list.map(c => c.id))).toEqual([['a', 'c'], ['b']])
  })
})
