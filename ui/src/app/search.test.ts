import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSearch, writeSearch } from './search'

const schema = z.object({
  text: z.string().default(''),
  page: z.number().int().min(1).default(1),
  open: z.boolean().default(false),
  order: z.enum(['best', 'newest']).default('best'),
  states: z.array(z.enum(['found', 'replied'])).default([]),
})
const whole = { text: 'padaria & café', page: 3, open: true, order: 'newest' as const, states: ['found' as const, 'replied' as const] }

describe('the state of an address', () => {
  it('comes back as it was written', () => {
    const written = writeSearch(schema, whole, new URLSearchParams())
    expect(readSearch(schema, new URLSearchParams(written.toString()))).toEqual(whole)
  })

  it('leaves defaults out, and other keys in', () => {
    expect(writeSearch(schema, readSearch(schema, new URLSearchParams()), new URLSearchParams('p=abc&page=4')).toString()).toBe('p=abc')
  })

  it.each(['page=0', 'page=two', 'order=worst', 'states=lost', 'open=perhaps'])('drops %s', bad => {
    expect(readSearch(schema, new URLSearchParams(bad))).toEqual({ text: '', page: 1, open: false, order: 'best', states: [] })
  })

  it('keeps a number that is text where text is asked for', () => expect(readSearch(schema, new URLSearchParams('text=12')).text).toBe('12'))
})
