import { expect, it } from 'vitest'
import { morning, nowOf, snoozes } from './moments'

const zone = 'America/Sao_Paulo'
const tuesday = Date.parse('2026-11-24T16:00:00Z') // 13:00 there

it('puts off to nine in the morning where the workspace is', () => {
  const at = Object.fromEntries(snoozes(tuesday, zone).map(({ word, at }) => [word, at.toISOString()]))
  expect(at).toEqual({
    later: '2026-11-24T19:00:00.000Z', tomorrow: '2026-11-25T12:00:00.000Z', twoDays: '2026-11-26T12:00:00.000Z',
    monday: '2026-11-30T12:00:00.000Z', month: '2026-12-24T12:00:00.000Z',
  })
})

it('takes the day of the zone late in the evening, and the next Monday on a Monday', () => {
  expect(morning(Date.parse('2026-11-25T01:00:00Z'), 1, zone).toISOString()).toBe('2026-11-25T12:00:00.000Z') // still the 24th there
  const monday = snoozes(Date.parse('2026-11-23T16:00:00Z'), zone).find(({ word }) => word === 'monday')
  expect(monday?.at.toISOString()).toBe('2026-11-30T12:00:00.000Z')
})

it('keeps nine over a change of clocks', () => {
  expect(morning(Date.parse('2026-03-28T10:00:00Z'), 1, 'Europe/Lisbon').toISOString()).toBe('2026-03-29T08:00:00.000Z')
})

it('takes the last message for now where the server is ahead', () => {
  expect(nowOf('2027-03-02 15:29:17.000Z', tuesday)).toBe(Date.parse('2027-03-02T15:29:17Z'))
  expect(nowOf('2026-01-01 00:00:00.000Z', tuesday)).toBe(tuesday)
  expect(nowOf(undefined, tuesday)).toBe(tuesday)
})
