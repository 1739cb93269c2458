import { describe, expect, it } from 'vitest'
import { clock, gapEnd, gapOf } from './gap'

const at = Date.parse('2026-11-24T12:00:00Z')

describe('the gap', () => {
  it.each([
    [null, 0],
    ['2026-11-24T12:00:38Z', at + 38_000],
    ['2026-11-24T11:59:00Z', at],
    ['2027-03-02T12:00:00Z', at + 90_000], // the server's clock is another one
  ])('until %s', (until, end) => expect(gapEnd(until, at, 90_000)).toBe(end))

  it('is the workspace’s own, where it has one', () => {
    expect([gapOf(null), gapOf({ assisted_gap_s: 30 }), gapOf({ assisted_gap_s: 0 })]).toEqual([90_000, 30_000, 0])
  })

  it('is written as minutes and seconds', () => {
    expect([clock(38_000), clock(37_200), clock(90_000), clock(600), clock(-5)]).toEqual(['0:38', '0:38', '1:30', '0:01', '0:00'])
  })
})
