import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/error'
import { confirm } from './outcome'
import { approve, skip } from './queries'
import type { Draft } from './types'

vi.mock('./queries', () => ({ approve: vi.fn(), skip: vi.fn() }))

const draft = (id: string) => ({ id, content_hash: `hash of ${id}` }) as Draft
const stale = { code: 'text_changed', message: 'the text was changed meanwhile' }

beforeEach(() => {
  vi.mocked(approve).mockReset()
  vi.mocked(skip).mockReset().mockResolvedValue(undefined as never)
})

describe('confirming a round', () => {
  it('sends all approvals at once, and one refused text holds up no other', async () => {
    vi.mocked(approve).mockResolvedValue([{ id: 'a', ok: true }, { id: 'b', ok: false, reason: stale }] as never)
    const out = await confirm([draft('a'), draft('b')], ['c'])
    expect(approve).toHaveBeenCalledTimes(1)
    expect(out).toEqual({ approved: ['a'], skipped: ['c'], refused: [{ id: 'b', reason: stale }] })
  })

  it('asks for no approval where everything was skipped', async () => {
    expect(await confirm([], ['c'])).toEqual({ approved: [], skipped: ['c'], refused: [] })
    expect(approve).not.toHaveBeenCalled()
  })

  it('keeps what could not be skipped in the queue with its reason', async () => {
    vi.mocked(approve).mockResolvedValue([{ id: 'a', ok: true }] as never)
    vi.mocked(skip).mockRejectedValueOnce(new ApiError(409, { message: 'Refused.', data: { reasons: [stale] } }))
    expect(await confirm([draft('a')], ['c', 'd'])).toEqual({ approved: ['a'], skipped: ['d'], refused: [{ id: 'c', reason: stale }] })
  })

  it('fails as a whole when the server was never reached, so that nothing is lost', async () => {
    vi.mocked(approve).mockRejectedValue(new ApiError(0, {}))
    await expect(confirm([draft('a')], ['c'])).rejects.toMatchObject({ status: 0 })
    expect(skip).not.toHaveBeenCalled()
  })
})
