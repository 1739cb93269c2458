import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeOutbox, type Courier, type Delivery, type TakenBack } from './outbox'
import type { Mark } from './types'

const me = { workspace: 'w1', member: 'm1' }
const mark = (key: string, more: Partial<Mark> = {}): Mark => ({ ...me, key, message: `msg-${key}`, name: key, outcome: 'sent', at: '2026-11-24T12:00:00Z', tries: 0, ...more })

/** A server that can be out of reach, and one shelf that two pages may share. */
function bench(before: Mark[] = []) {
  let shelf = before
  let online = true
  let taking: TakenBack = 'done'
  const seen: string[] = []
  const acted = new Map<string, number>()
  const courier: Courier = {
    deliver: async (m): Promise<Delivery> => {
      await Promise.resolve()
      if (!online) return 'unreached'
      seen.push(m.key)
      acted.set(m.key, 1) // the same key acts once
      return m.key === 'bad' ? { refused: { code: 'leased', message: 'another member has it' } } : 'taken'
    },
    takeBack: async () => (online ? taking : 'unreached'),
  }
  const open = () => makeOutbox({ read: async () => shelf, write: async marks => { shelf = [...marks] } }, courier)
  return { open, seen, acted, shelf: () => shelf, go: (on: boolean) => { online = on }, answer: (a: TakenBack) => { taking = a } }
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

describe('the outbox', () => {
  it('delivers what is added and keeps nothing of it', async () => {
    const b = bench()
    const box = b.open()
    await box.belong(me)
    await box.add(mark('a'))
    expect(b.seen).toEqual(['a'])
    expect(box.state().waiting).toEqual([])
    expect(b.shelf()).toEqual([])
  })

  it('keeps three marks without a connection and delivers each once, in order, when it is back', async () => {
    const b = bench()
    b.go(false)
    const box = b.open()
    await box.belong(me)
    for (const key of ['a', 'b', 'c']) await box.add(mark(key))
    expect(box.state()).toMatchObject({ stuck: true })
    expect(b.shelf().map(m => m.key)).toEqual(['a', 'b', 'c'])
    b.go(true)
    await Promise.all([box.flush(), box.flush()])
    expect(b.seen).toEqual(['a', 'b', 'c'])
    expect(box.state()).toMatchObject({ waiting: [], stuck: false })
  })

  it('tries again by itself after a while', async () => {
    const b = bench()
    b.go(false)
    const box = b.open()
    await box.belong(me)
    await box.add(mark('a'))
    b.go(true)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(b.seen).toEqual(['a'])
  })

  it('finds after a restart of the page what the last one kept, under the same key', async () => {
    const b = bench()
    b.go(false)
    const before = b.open()
    await before.belong(me)
    await before.add(mark('a'))
    before.stop()
    b.go(true)
    await b.open().belong(me)
    expect(b.seen).toEqual(['a'])
    expect(b.shelf()).toEqual([])
  })

  it('holds marks of another workspace back until it is the active one', async () => {
    const b = bench([mark('other', { workspace: 'w2' })])
    const box = b.open()
    await box.belong(me)
    await box.add(mark('a'))
    expect(b.seen).toEqual(['a'])
    await box.belong({ workspace: 'w2', member: 'm1' })
    expect(b.seen).toEqual(['a', 'other'])
  })

  it('says what the server refused and goes on with the next', async () => {
    const b = bench()
    const box = b.open()
    await box.belong(me)
    await Promise.all([box.add(mark('bad')), box.add(mark('a'))])
    expect(b.seen).toEqual(['bad', 'a'])
    expect(box.state().refused.map(r => [r.mark.key, r.reason.code])).toEqual([['bad', 'leased']])
    box.forgive('bad')
    expect(box.state().refused).toEqual([])
  })
})

describe('taking back', () => {
  it('drops what was never sent', async () => {
    const b = bench()
    const box = b.open() // nobody's yet, so nothing is sent
    const said = mark('a')
    await box.add(said)
    expect(await box.takeBack(said)).toBe('done')
    expect(b.shelf()).toEqual([])
  })

  it('asks the server about what it has', async () => {
    const b = bench()
    const box = b.open()
    await box.belong(me)
    await box.add(mark('a'))
    b.answer({ refused: { code: 'too_late', message: 'too late' } })
    expect(await box.takeBack(mark('a'))).toMatchObject({ refused: { code: 'too_late' } })
  })

  it('keeps a mark whose answer was lost when the server cannot be asked', async () => {
    const b = bench()
    b.go(false)
    const box = b.open()
    await box.belong(me)
    await box.add(mark('a'))
    expect(await box.takeBack(mark('a'))).toBe('unreached')
    expect(box.state().waiting.map(m => m.key)).toEqual(['a'])
  })
})
