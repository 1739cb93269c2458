import { get, set } from 'idb-keyval'
import { api, asApiError, call } from '@/api/http'
import { makeOutbox, type Courier, type Shelf } from './outbox'
import type { Mark, RefusedMark } from './types'

// A mark this old was said while the server could not be reached: then its own hour counts, else the server's.
const fresh = 5_000

const shelf: Shelf = {
  read: () => get<Mark[]>('aceno.outbox'),
  write: marks => set('aceno.outbox', marks),
}

/** refusalOf tells a refusal, which will not change, from a server that was not reached. */
export function refusalOf(thrown: unknown): 'unreached' | { refused: RefusedMark['reason'] } {
  const error = asApiError(thrown)
  const passing = error.status === 0 || error.status >= 500 || [401, 408, 425, 429].includes(error.status)
  return passing ? 'unreached' : { refused: error.reasons[0] ?? { code: '', message: error.message } }
}

const courier: Courier = {
  deliver: async mark => {
    const old = Date.now() - Date.parse(mark.at) > fresh
    try {
      await call(api.POST('/messages/{id}/sent', {
        params: { path: { id: mark.message }, header: { 'Idempotency-Key': mark.key } },
        body: { outcome: mark.outcome, ...(old ? { at: mark.at } : {}) },
      }))
      return 'taken'
    } catch (thrown) {
      return refusalOf(thrown)
    }
  },
  takeBack: async mark => {
    try {
      await call(api.DELETE('/messages/{id}/sent', { params: { path: { id: mark.message } } }))
      return 'done'
    } catch (thrown) {
      return asApiError(thrown).status === 404 ? 'done' : refusalOf(thrown) // 404: it never arrived
    }
  },
}

/** The outbox of this browser: it goes on when the connection is back, whatever screen is shown. */
export const outbox = makeOutbox(shelf, courier)
window.addEventListener('online', () => void outbox.flush())
