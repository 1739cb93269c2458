import { describe, expect, it } from 'vitest'
import { daysLeft, deviceOf, identitySchema, isZone, microsOf, paceSchema, personOf, sameName } from './schema'

const said = { name: 'name', zone: 'zone', country: 'country', currency: 'currency', number: 'number' }

describe('personOf', () => {
  it.each([
    ['+55 19 90000-0014', { phone: '+55 19 90000-0014' }],
    ['(19) 90000-0014', { phone: '(19) 90000-0014' }],
    ['19 90000 0014', { phone: '19 90000 0014' }],
    ['ana@padaria.example', { email: 'ana@padaria.example' }],
    ['@padaria.bicuiba', { username: 'padaria.bicuiba' }],
    ['Ana', null],
    ['1234', null],
    ['', null],
  ])('reads %s', (text, key) => {
    expect(personOf(text)).toEqual(key)
  })
})

describe('microsOf', () => {
  it.each([['60', 60_000_000], ['60,5', 60_500_000], ['R$ 1.200,00', 1_200_000_000], ['1,200.50', 1_200_500_000], ['1.200', 1_200_000_000], ['', 0], ['-3', null]])('reads %s', (text, micros) => {
    expect(microsOf(text)).toBe(micros)
  })
})

it('counts the days that a request still has', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  expect([daysLeft(new Date('2026-12-09T12:00:00Z'), now), daysLeft(new Date('2026-11-25T11:00:00Z'), now), daysLeft(new Date('2026-11-23T13:00:00Z'), now)]).toEqual([15, 0, -1])
})

describe('identitySchema', () => {
  const good = { name: ' Maré ', timezone: 'America/Bahia', locale: 'pt-BR', currency: 'brl', country: 'br' }
  it('mends case and spaces', () => expect(identitySchema(said).parse(good)).toMatchObject({ name: 'Maré', currency: 'BRL', country: 'BR' }))
  it('names a zone that there is not', () => {
    const read = identitySchema(said).safeParse({ ...good, timezone: 'Brasilia' })
    expect(read.success ? [] : read.error.issues.map((i) => i.message)).toEqual(['zone'])
    expect(isZone('')).toBe(false)
  })
})

it('takes an empty pace for the usual one', () => {
  expect(paceSchema(said).parse({ cooldown_hours: '', assisted_per_day: '40', assisted_gap_s: '0', retention_days: '' })).toEqual({ cooldown_hours: null, assisted_per_day: 40, assisted_gap_s: 0, retention_days: null })
})

it('asks for the name itself, not its case', () => {
  expect([sameName(' clínica  sorriso', 'Clínica Sorriso'), sameName('', ''), sameName('Clínica', 'Clínica Sorriso')]).toEqual([true, false, false])
})

it('finds browser and system in a user agent', () => {
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1')).toEqual({ browser: 'Safari', system: 'iOS' })
  expect(deviceOf('curl/7.88.1')).toEqual({ browser: 'curl', system: '' })
})
