import { describe, expect, it } from 'vitest'
import type { FactRecord } from '@/api/collections'
import { claimsOf, spansOf } from './claims'

const fact = (id: string, start?: number, end?: number): FactRecord => ({ id, kind: 'city', value: id, source: 'openstreetmap', at: '2026-11-24T12:00:00Z', start, end })

describe('spans of a text', () => {
  it('counts in bytes of UTF-8, as the server does', () => {
    const text = 'Olá, vi você em São João.'
    const at = new TextEncoder().encode('Olá, vi você em ').length
    const spans = spansOf(text, [fact('city', at, at + new TextEncoder().encode('São João').length)])
    expect(spans.map(span => span.text)).toEqual(['Olá, vi você em ', 'São João', '.'])
    expect(spans[1]?.n).toBe(1)
  })

  it('numbers claims in their order in the text', () => {
    expect(claimsOf('abcdef', [fact('late', 4, 6), fact('early', 0, 2)]).map(f => f.id)).toEqual(['early', 'late'])
  })

  it.each([
    ['without a place', fact('x')],
    ['beyond the text', fact('x', 2, 40)],
    ['turned round', fact('x', 3, 1)],
  ])('leaves out a fact %s', (_, odd) => {
    expect(spansOf('abcdef', [odd])).toEqual([{ text: 'abcdef' }])
  })

  it('keeps the earlier of two that overlap', () => {
    expect(claimsOf('abcdef', [fact('one', 0, 4), fact('two', 2, 6)]).map(f => f.id)).toEqual(['one'])
  })

  it('gives the whole text back, however it is cut', () => {
    const text = 'Ação: três ônibus 🚌 na praça'
    expect(spansOf(text, [fact('a', 0, 6), fact('b', 8, 13)]).map(span => span.text).join('')).toBe(text)
  })
})

it('counts in bytes of UTF-8, also behind several accents', () => {
  const text = 'Olá! Aqui é da Maré, em São João. Oi'
  const from = new TextEncoder().encode('Olá! Aqui é da Maré, em ').length
  const spans = spansOf(text, [fact('city', from, from + new TextEncoder().encode('São João').length)])
  expect(spans.map(s => [s.text, s.n])).toEqual([['Olá! Aqui é da Maré, em ', undefined], ['São João', 1], ['. Oi', undefined]])
})

it('numbers claims in the order of the text and leaves out what overlaps or lies outside', () => {
  const spans = spansOf('abcdefgh', [fact('a', 5, 7), fact('b', 1, 3), fact('c', 2, 4), fact('d', 7, 99)])
  expect(spans.map(s => s.text + (s.n ?? ''))).toEqual(['a', 'bc1', 'de', 'fg2', 'h'])
})

it('is the text alone where there are no facts', () => expect(spansOf('oi', [])).toEqual([{ text: 'oi' }]))
