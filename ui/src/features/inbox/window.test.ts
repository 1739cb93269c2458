import { describe, expect, it } from 'vitest'
import { ApiError } from '@/api/error'
import { beforeOf, contactsOf } from './acts'
import { groundsOf } from './grounds'
import { handLink } from './hand'
import { bodyOf } from './reply'
import type { Message, Talk } from './types'
import { isClosed, lastHeardOn, waysOf, waysTo } from './window'

const now = Date.parse('2026-11-24T12:00:00Z')

describe('the window', () => {
  it.each([
    ['whatsapp', '2026-11-24 11:59:00.000Z', true],
    ['whatsapp', '2026-11-24 12:01:00.000Z', false],
    ['instagram', '', true],
    ['email', '', false],
  ])('of %s until %s: closed is %s', (channel, until, closed) => {
    expect(isClosed(channel, until, now)).toBe(closed)
  })

  it('is that of the channel on which the person wrote last', () => {
    expect(lastHeardOn([{ direction: 'outbound', channel: 'email' }, { direction: 'inbound', channel: 'instagram' }] as Message[])).toBe('instagram')
  })

  it('leaves the own hands, on every channel that reaches the person', () => {
    expect(waysTo({ phone: '+554790000', whatsapp: '', username: '', email: 'oi@padaria.example' }).map(way => way.channel)).toEqual(['whatsapp', 'email'])
  })

  it('is read from a refusal, and from no other refusal', () => {
    const refused = (code: string, options: unknown) => new ApiError(409, { message: '', data: { reasons: [{ code, message: '', params: { options } }] } })
    expect(waysOf(refused('window_closed', [{ channel: 'email', by_hand: true }, { channel: 'fax' }, null]))).toEqual([{ channel: 'email', by_hand: true }])
    expect(waysOf(refused('suppressed', []))).toBeNull()
    expect(waysOf(null)).toBeNull()
  })
})

describe('acts', () => {
  it('send the next step and the way only where there is one', () => {
    expect(bodyOf({ content: ' Oi ' })).toEqual({ content: 'Oi' })
    expect(bodyOf({ content: 'Oi', next: { kind: 'later', days: 2 }, way: { channel: 'email', by_hand: true } }))
      .toEqual({ content: 'Oi', channel: 'email', by_hand: true, next_step: { kind: 'later', days: 2 } })
  })

  it('take back exactly what they changed', () => {
    expect(beforeOf({ state: 'open', assignee: 'ana', unread_count: 2 } as Talk, { state: 'closed', unread_count: 0 })).toEqual({ state: 'open', unread_count: 2 })
  })

  it('block each contact once', () => {
    expect(contactsOf({ phone: '+5547', whatsapp: '+5547', email: '', username: 'padaria' })).toEqual([{ kind: 'phone', value: '+5547' }, { kind: 'username', value: 'padaria' }])
  })

  it('open the chat that a message is for', () => {
    const m = { content: 'Olá, tudo bem?' }
    expect(handLink({ ...m, channel: 'whatsapp', recipient: '+55 47 9 0000-1234' })).toBe('https://wa.me/5547900001234?text=Ol%C3%A1%2C%20tudo%20bem%3F')
    expect(handLink({ ...m, channel: 'instagram', recipient: '@padaria' })).toBe('https://ig.me/m/padaria')
    expect(handLink({ ...m, channel: 'email', recipient: 'oi@padaria.example' })).toMatch(/^mailto:oi%40padaria\.example\?body=Ol/)
  })

  it('are explained by the slip of the newest message of ours', () => {
    const slip = { basis: 'legitimate_interest', source: { source: 'openstreetmap' }, template: { name: 'primeiro' }, opt_out: { at: '' } }
    const talk = { window_until: '2026-11-25 00:00:00.000Z' } as Talk
    const messages = [{ direction: 'inbound' }, { direction: 'outbound', permission: slip }] as unknown as Message[]
    expect(groundsOf(messages, talk, now).map(ground => ground.kind)).toEqual(['basis', 'published', 'template', 'window', 'noOptOut'])
    expect(groundsOf([], null, now)).toEqual([])
  })
})
