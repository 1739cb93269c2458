import { expect, it } from 'vitest'
import { cn } from './cn'

it.each([
  ['the later size wins', ['text-base', 'text-sm'], 'text-sm'],
  ['a size of ours is no colour', ['text-sm text-ink-2'], 'text-sm text-ink-2'],
  ['the later colour wins', ['text-ink-2', 'text-bad-ink'], 'text-bad-ink'],
  ['the later height of a shadow wins', ['shadow-1', 'shadow-3'], 'shadow-3'],
  ['what is false is left out', ['p-2', false, undefined, null], 'p-2'],
])('%s', (_, classes, joined) => {
  expect(cn(...classes)).toBe(joined)
})
