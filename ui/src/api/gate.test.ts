import { beforeEach, describe, expect, it, vi } from 'vitest'
import { gatedFetch, onSession, renew, retryAfter, setCsrf } from './gate'

type Answer = { status: number; body?: unknown; headers?: Record<string, string> }

/** served answers each address from its own list, the last of it for ever, and keeps what was asked. */
function served(answers: Record<string, Answer[]>) {
  const asked: { method: string; path: string; csrf: string | null; body: string }[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input instanceof Request ? input : new URL(String(input), 'http://aceno.example'), init)
    const path = new URL(request.url).pathname
    asked.push({ method: request.method, path, csrf: request.headers.get('X-CSRF-Token'), body: await request.text() })
    const list = answers[path] ?? [{ status: 404 }]
    const answer = list.length > 1 ? list.shift()! : list[0]!
    return new Response(answer.status === 204 ? null : JSON.stringify(answer.body ?? {}), { status: answer.status, headers: answer.headers })
  })
  return asked
}

const at = (path: string) => `http://aceno.example${path}`
const refresh = '/api/v1/auth/refresh'

beforeEach(() => setCsrf(''))

describe('the gate', () => {
  it('sends the word with writes alone', async () => {
    const asked = served({ '/api/x': [{ status: 200 }] })
    setCsrf('word')
    await gatedFetch(at('/api/x'))
    await gatedFetch(at('/api/x'), { method: 'POST', body: '{}' })
    expect(asked.map(a => a.csrf)).toEqual([null, 'word'])
  })

  it('renews an ended session once for all, and asks again with the new word and the same body', async () => {
    const asked = served({
      '/api/a': [{ status: 401 }, { status: 200, body: { from: 'a' } }],
      '/api/b': [{ status: 401 }, { status: 200, body: { from: 'b' } }],
      [refresh]: [{ status: 200, body: { csrf: 'new', record: {}, memberships: [] } }],
    })
    const [a, b] = await Promise.all([gatedFetch(at('/api/a'), { method: 'POST', body: '{"n":1}' }), gatedFetch(at('/api/b'))])
    expect([a.status, b.status]).toEqual([200, 200])
    expect(asked.filter(x => x.path === refresh)).toHaveLength(1)
    expect(asked.filter(x => x.path === '/api/a').map(x => [x.csrf, x.body])).toEqual([[null, '{"n":1}'], ['new', '{"n":1}']])
  })

  it('tells of the end where the renewal is refused, and gives the 401', async () => {
    served({ '/api/a': [{ status: 401 }], [refresh]: [{ status: 401 }] })
    const told = vi.fn()
    const stop = onSession(told)
    expect((await gatedFetch(at('/api/a'))).status).toBe(401)
    stop()
    expect(told).toHaveBeenCalledExactlyOnceWith('ended')
  })

  it('leaves the 401 of a sign-in alone', async () => {
    const asked = served({ '/api/v1/auth/login': [{ status: 401, body: { mfa_id: 'm' } }] })
    expect((await gatedFetch(at('/api/v1/auth/login'), { method: 'POST' })).status).toBe(401)
    expect(asked).toHaveLength(1)
  })

  it('waits once where it is asked to, then says so', async () => {
    const asked = served({ '/api/a': [{ status: 429, headers: { 'Retry-After': '0' } }] })
    expect((await gatedFetch(at('/api/a'))).status).toBe(429)
    expect(asked).toHaveLength(2)
  })

  it('takes a renewal that was not answered for no end', async () => {
    served({ [refresh]: [{ status: 503 }] })
    await expect(renew()).rejects.toThrow('503')
  })
})

it.each([['3', 3000], ['Tue, 24 Nov 2026 15:00:05 GMT', 5000], ['soon', 1000], [null, 1000]])('Retry-After %s is %i ms', (said, ms) => {
  expect(retryAfter(new Response(null, said ? { headers: { 'Retry-After': said } } : {}), Date.parse('2026-11-24T15:00:00Z'))).toBe(ms)
})
