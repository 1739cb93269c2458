import { describe, expect, it } from 'vitest'
import { wilson } from './wilson'

describe('the interval of a share', () => {
  it.each([
    [41, 214, 0.145, 0.250],
    [612, 1284, 0.449, 0.504],
    [0, 22, 0, 0.149],
    [22, 22, 0.851, 1],
  ])('of %i in %i is %f to %f', (part, whole, low, high) => {
    const share = wilson(part, whole)
    expect(share?.low).toBeCloseTo(low, 2)
    expect(share?.high).toBeCloseTo(high, 2)
    expect(share!.low <= share!.mid && share!.mid <= share!.high).toBe(true)
  })

  it.each([[3, 19], [0, 0], [-1, 40]])('of %i in %i says nothing', (part, whole) => expect(wilson(part, whole)).toBeNull())
})
