import { describe, expect, it } from 'vitest'
import { spansOf } from '@/api/claims'
import { entriesOf } from './thread'
import type { Message } from './types'

function said(id: string, direction: 'inbound' | 'outbound', at: string, change: Partial<Message> = {}): Message {
  const base = { id, direction, content: id, status: direction === 'inbound' ? 'received' : 'read', created: at, step: 0, sent_at: '', delivered_at: '', scheduled_at: '' }
  return { ...base, ...(direction === 'inbound' ? { delivered_at: at } : { sent_at: at }), ...change } as Message
}

const first = said('first', 'outbound', '2026-11-23 12:12:00.000Z')
const voice = said('voice', 'inbound', '2026-11-24 15:40:00.000Z')
const price = said('price', 'inbound', '2026-11-24 15:41:00.000Z')
const ours = said('ours', 'outbound', '2026-11-24 15:50:00.000Z', { step: -1 })
const kinds = (messages: Message[], intent = 'question') => entriesOf(messages, intent, at => at.slice(0, 10)).map(entry => (entry.kind === 'message' ? entry.message.id : entry.kind))

describe('a thread', () => {
  it('has its days, and says after their first words that the sequence stopped', () => {
    expect(kinds([price, voice, first])).toEqual(['day', 'first', 'day', 'voice', 'price', 'stopped'])
    expect(kinds([ours, price, voice, first])).toEqual(['day', 'first', 'day', 'voice', 'price', 'stopped', 'ours'])
  })

  it('says that somebody asked to stop, after their last words', () => {
    expect(kinds([price, voice, first], 'opt_out')).toEqual(['day', 'first', 'day', 'voice', 'price', 'optOut'])
  })

  it('claims no stop after an automatic answer, nor where no sequence was', () => {
    expect(kinds([voice, first], 'auto_reply')).not.toContain('stopped')
    expect(kinds([price, voice])).toEqual(['day', 'voice', 'price'])
  })

  it('leaves out what was cancelled, and puts what is due at its hour', () => {
    const due = said('due', 'outbound', '', { status: 'pending', scheduled_at: '2026-11-25 12:00:00.000Z', created: '2026-11-23 10:00:00.000Z' })
    const gone = said('gone', 'outbound', '', { status: 'cancelled', created: '2026-11-23 10:00:00.000Z' })
    expect(kinds([first, due, gone], '')).toEqual(['day', 'first', 'day', 'due'])
  })
})

describe('claims', () => {
  const fact = (start: number, end: number) => ({ id: String(start), kind: 'city', value: '', source: 's', at: '', start, end })

  it('cut a text by its bytes, as the server counts', () => {
    expect(spansOf('👋 Oi, Valinhos!', [fact(9, 17)]).map(piece => [piece.text, piece.n])).toEqual([['👋 Oi, ', undefined], ['Valinhos', 1], ['!', undefined]])
  })

  it('leave out what lies outside, within another, or nowhere', () => {
    const pieces = spansOf('abcdef', [fact(1, 4), fact(2, 3), fact(5, 99), { ...fact(0, 0), start: undefined, end: undefined }])
    expect(pieces.map(piece => piece.text)).toEqual(['a', 'bcd', 'ef'])
  })

  it('lose no sign of a text', () => {
    expect(spansOf('abc', [fact(0, 3)]).map(piece => piece.text).join('')).toBe('abc')
    expect(spansOf('abc', null)).toEqual([{ text: 'abc' }])
  })
})
