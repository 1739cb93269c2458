import { describe, expect, it } from 'vitest'
import { begin, current, judge, keep, of, takeBack } from './round'

describe('a round of judging', () => {
  it('hands out the cards in their order and ends with none', () => {
    let round = begin(['a', 'b'])
    expect(current(round)).toBe('a')
    round = judge(round, 'approve')
    expect(current(round)).toBe('b')
    round = judge(round, 'skip')
    expect(current(round)).toBe('')
    expect(of(round, 'approve')).toEqual(['a'])
    expect(of(round, 'skip')).toEqual(['b'])
  })

  it('takes back one word after another, and puts the card into the hand again', () => {
    let round = judge(judge(begin(['a', 'b', 'c']), 'approve'), 'skip')
    round = takeBack(round)
    expect(current(round)).toBe('b')
    expect(of(round, 'skip')).toEqual([])
    round = takeBack(round)
    expect(current(round)).toBe('a')
    expect(takeBack(round)).toBe(round)
  })

  it('says nothing of a card after the last', () => {
    const round = judge(begin(['a']), 'approve')
    expect(judge(round, 'skip')).toBe(round)
  })

  it('drops what somebody else has dealt with, judged or not', () => {
    const round = keep(judge(begin(['a', 'b', 'c']), 'approve'), new Set(['a', 'b']))
    expect(round).toEqual({ ids: ['c'], verdicts: {}, said: [] })
    expect(current(round)).toBe('c')
  })

  it('approves twenty with twenty words', () => {
    let round = begin(Array.from({ length: 20 }, (_, i) => `m${i}`))
    for (let i = 0; i < 20; i++) round = judge(round, 'approve')
    expect(current(round)).toBe('')
    expect(of(round, 'approve')).toHaveLength(20)
  })
})
