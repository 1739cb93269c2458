import { describe, expect, it } from 'vitest'
import { centsOf, draftOf, planSchema } from './schema'

describe('centsOf', () => {
  it.each([['1.490', 149_000], ['1490,00', 149_000], ['R$ 390', 39_000], ['1,490.5', 149_050], ['', 0], ['grátis', 0], ['-5', null]])('reads %s', (text, cents) => expect(centsOf(text)).toBe(cents))
})

it('comes back from the form as it was', () => {
  const plan = { id: 'p1', name: 'Presença', description: 'No mapa', price_cents: 39_050, currency: 'BRL', features: ['horários', 'fotos'] }
  const { id: _, ...rest } = plan
  expect(planSchema({ name: '', price: '', currency: '' }).parse(draftOf(plan, 'USD', 'pt-BR'))).toEqual(rest)
})

it('names what is missing', () => {
  const read = planSchema({ name: 'name', price: 'price', currency: 'currency' }).safeParse({ ...draftOf(null, 'real', 'pt-BR'), price: '-1' })
  expect(read.success ? [] : read.error.issues.map((issue) => issue.message)).toEqual(['name', 'price', 'currency'])
})
