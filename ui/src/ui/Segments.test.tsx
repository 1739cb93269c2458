// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Segments } from './Segments'

afterEach(cleanup)

describe('Segments', () => {
  it('draws a piece for each, those behind first and then the current one', () => {
    render(<Segments label="Rodada" total={15} done={3} current={3} />)
    const bar = screen.getByRole('progressbar', { name: 'Rodada' })
    const colours = [...bar.children].map((piece) => /bg-(primary|accent|line-strong)/.exec(piece.className)?.[1])
    expect(colours).toEqual([...Array(3).fill('primary'), 'accent', ...Array(11).fill('line-strong')])
    expect(bar.getAttribute('aria-valuenow')).toBe('3')
    expect(bar.getAttribute('aria-valuemax')).toBe('15')
  })
  it('is one bar when the pieces would be too thin', () => {
    render(<Segments label="Rodada" total={300} done={120} />)
    expect(screen.getByRole('progressbar').children).toHaveLength(1)
  })
  it.each([
    [-2, '0'],
    [9, '4'],
  ])('keeps %i of 4 within its bounds', (done, now) => {
    render(<Segments label="Rodada" total={4} done={done} />)
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe(now)
  })
  it('draws an empty round without dividing by nothing', () => {
    render(<Segments label="Rodada" total={0} done={0} />)
    expect(screen.getByRole('progressbar').innerHTML).toContain('scaleX(0)')
  })
})
