import { expect, it } from 'vitest'
import type { FactRecord } from '@/api/collections'
import { spansOf } from './spans'

const fact = (start: number, end: number): FactRecord => ({ id: `${start}`, kind: 'city', value: 'x', source: 'osm', at: '', start, end })

it('counts in bytes of UTF-8, as the server does', () => {
  const text = 'Olá! Aqui é da Maré, em São João. Oi'
  const from = new TextEncoder().encode('Olá! Aqui é da Maré, em ').length
  const spans = spansOf(text, [fact(from, from + new TextEncoder().encode('São João').length)])
  expect(spans.map(s => [s.text, s.n])).toEqual([['Olá! Aqui é da Maré, em ', undefined], ['São João', 1], ['. Oi', undefined]])
})

it('numbers claims in the order of the text and leaves out what overlaps or lies outside', () => {
  const spans = spansOf('abcdefgh', [fact(5, 7), fact(1, 3), fact(2, 4), fact(7, 99)])
  expect(spans.map(s => s.text + (s.n ?? ''))).toEqual(['a', 'bc1', 'de', 'fg2', 'h'])
})

it('is the text alone where there are no facts', () => expect(spansOf('oi', [])).toEqual([{ text: 'oi' }]))
