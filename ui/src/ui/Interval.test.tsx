// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Interval } from './Interval'

afterEach(cleanup)

function drawn(low: number, mid: number, high: number) {
  render(<Interval low={low} mid={mid} high={high} label="19,2 %, entre 14 e 25" />)
  const svg = screen.getByRole('img', { name: '19,2 %, entre 14 e 25' })
  const whisker = svg.querySelector('[data-part="whisker"]')
  return { bar: svg.querySelector('[data-part="bar"]')?.getAttribute('width'), from: whisker?.getAttribute('x1'), to: whisker?.getAttribute('x2') }
}

describe('Interval', () => {
  it('draws the bar up to what was seen and the whisker over what it may be', () => {
    expect(drawn(0.14, 0.192, 0.25)).toEqual({ bar: '19.20%', from: '14.00%', to: '25.00%' })
  })
  it('stays within the drawing when a share is out of bounds', () => {
    expect(drawn(-1, 0.5, 7)).toEqual({ bar: '50.00%', from: '0.00%', to: '100.00%' })
  })
  it('holds what was seen inside the whisker when rounding put it outside', () => {
    expect(drawn(0.3, 0.2, 0.1)).toEqual({ bar: '20.00%', from: '20.00%', to: '20.00%' })
  })
  it('draws nothing rather than a wrong bar for what is no number', () => {
    expect(drawn(Number.NaN, Number.NaN, Number.NaN)).toEqual({ bar: '0.00%', from: '0.00%', to: '0.00%' })
  })
})
