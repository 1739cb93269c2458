import { describe, expect, it } from 'vitest'
import { readSearch } from '@/app/search'
import { nextLook } from './queries'
import { filled, healthOf, limitsSchema, newSearch, stageOf } from './schema'
import { bodyOf, templateState } from './template'

describe('healthOf', () => {
  const well = { status: 'active' as const, status_reason: null, state: null }
  it('names what is missing before anything else', () => {
    expect(healthOf({ ...well, status: 'blocked', status_reason: { code: 'account_incomplete', message: '' } }).word).toBe('incomplete')
  })
  it('tells a key that ran out from a block', () => {
    expect([healthOf({ ...well, status: 'expired' }).word, healthOf({ ...well, status: 'blocked' }).word]).toEqual(['expired', 'blocked'])
  })
  it('sees a rest and a low quality in the state', () => {
    expect([healthOf({ ...well, state: { breaker: 'open' } }).word, healthOf({ ...well, state: { quality: 'RED' } }).word, healthOf(well).word]).toEqual(['resting', 'quality', 'well'])
  })
})

it('walks the four steps in order', () => {
  expect(stageOf({ account: false, number: false, webhook: false })).toBe('token')
  expect(stageOf({ account: true, number: false, webhook: false })).toBe('number')
  expect(stageOf({ account: true, number: true, webhook: false })).toBe('webhook')
  expect(stageOf({ account: true, number: true, webhook: true })).toBe('echo')
})

describe('newSearch', () => {
  it('comes back only to a page of ours', () => {
    const volta = (to: string) => readSearch(newSearch, new URLSearchParams({ volta: to })).volta
    expect([volta('/comece?passo=4'), volta('//elsewhere.example'), volta('https://elsewhere.example')]).toEqual(['/comece?passo=4', '', ''])
  })
})

describe('limitsSchema', () => {
  const schema = limitsSchema({ number: 'number', gap: 'gap' })
  const empty = { per_hour: '', per_day: '', min_gap_s: '', max_gap_s: '' }
  it('takes nothing for no limit', () => expect(schema.safeParse(empty)).toMatchObject({ success: true, data: empty }))
  it('reads numbers', () => expect(schema.parse({ ...empty, per_day: '60' }).per_day).toBe(60))
  it('refuses what is no number', () => expect(schema.safeParse({ ...empty, per_day: 'sessenta' }).success).toBe(false))
  it('refuses a longest gap under the shortest', () => {
    const read = schema.safeParse({ ...empty, min_gap_s: '60', max_gap_s: '30' })
    expect(read.success ? '' : read.error.issues[0]?.path[0]).toBe('max_gap_s')
  })
})

it('leaves out what is empty', () => expect(filled({ a: '', b: 'x', c: 0 })).toEqual({ b: 'x', c: 0 }))

describe('nextLook', () => {
  it('looks again while the message is on its way, ever more slowly', () => {
    expect(nextLook({ state: 'sent' }, 1)).toBeLessThan(nextLook({ state: 'sent' }, 8) as number)
  })
  it('stops when it came back, and when nobody would wait any longer', () => {
    expect([nextLook({ state: 'returned' }, 1), nextLook({ state: 'sent' }, 12), nextLook(undefined, 0)]).toEqual([false, false, false])
  })
})

describe('templates', () => {
  it('finds the text among the components', () => {
    expect(bodyOf([{ type: 'HEADER', text: 'Oi' }, { type: 'BODY', text: 'Olá, {{1}}' }])).toBe('Olá, {{1}}')
    expect(bodyOf(null)).toBe('')
  })
  it('words what it does not know as something else', () => expect([templateState('approved').word, templateState('LIMITED').word]).toEqual(['approved', 'other']))
})
