import { describe, expect, it } from 'vitest'
import { afterDone, arrange, neighbour, seenOf } from './order'
import type { Item } from './types'

function item(id: string, at: number, change: Partial<Item> = {}): Item {
  return {
    id, prospect: { id: `p-${id}`, name: id }, campaign: 'c', intent: '', channel: 'whatsapp', last_direction: 'inbound', text: '', unread_count: 1, assignee: '',
    last_message_at: new Date(at * 60_000).toISOString(), snoozed_until: null, window_until: null, ...change,
  }
}

const ids = (rows: Item[]) => rows.map(row => row.id).join('')

describe('rows of the inbox', () => {
  const stood = [item('a', 30), item('b', 20), item('c', 10)]

  it('stand as they came at first', () => {
    expect(arrange(stood, new Map())).toEqual({ rows: stood, fresh: 0 })
  })

  it('keep their places when somebody new writes, who waits', () => {
    const { rows, fresh } = arrange([item('n', 40), ...stood], seenOf(stood))
    expect([ids(rows), fresh]).toEqual(['abc', 1])
  })

  it('keep their places when somebody known writes again, with the new words', () => {
    const again = item('c', 50, { text: 'E aí?' })
    const { rows, fresh } = arrange([again, ...stood.slice(0, 2)], seenOf(stood))
    expect([ids(rows), fresh, rows[2]?.text]).toEqual(['abc', 1, 'E aí?'])
  })

  it('are not new because we answered', () => {
    const answered = item('c', 50, { last_direction: 'outbound', unread_count: 0 })
    expect(arrange([answered, ...stood.slice(0, 2)], seenOf(stood)).fresh).toBe(0)
  })

  it('go on with the next page below', () => {
    const { rows, fresh } = arrange([...stood, item('d', 5), item('e', 4)], seenOf(stood))
    expect([ids(rows), fresh]).toEqual(['abcde', 0])
  })

  it('lose whom was closed', () => {
    expect(ids(arrange([stood[0]!, stood[2]!], seenOf(stood)).rows)).toBe('ac')
  })

  it('have whom was brought back where they were', () => {
    const seen = seenOf(stood)
    expect(ids(arrange([stood[1]!, stood[2]!], seen).rows)).toBe('bc')
    expect(arrange(stood, seen)).toEqual({ rows: stood, fresh: 0 })
  })

  it('begin anew when all of them are others', () => {
    expect(ids(arrange([item('x', 1)], seenOf(stood)).rows)).toBe('x')
  })
})

describe('walking the list', () => {
  const rows = [item('a', 3), item('b', 2), item('c', 1)]

  it.each([['p-a', 1, 'b'], ['p-c', 1, 'c'], ['p-a', -1, 'a'], ['', 1, 'a']] as const)('from %s by %i is %s', (from, step, to) => {
    expect(neighbour(rows, from, step)?.id).toBe(to)
  })

  it('goes below after a row is done, above at the end, and nowhere when it was alone', () => {
    expect(afterDone(rows, 'p-a')?.id).toBe('b')
    expect(afterDone(rows, 'p-c')?.id).toBe('b')
    expect(afterDone(rows.slice(0, 1), 'p-a')).toBeUndefined()
  })
})
