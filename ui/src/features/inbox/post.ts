import { ApiError, asApiError } from '@/api/error'
import { gatedFetch } from '@/api/gate'

/** post sends an act under a key: however often it arrives, it is done once. */
export async function post<D>(path: string, body: unknown, key: string): Promise<D> {
  let response: Response
  try {
    response = await gatedFetch(`/api/v1${path}`, {
      method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    })
  } catch (thrown) {
    throw asApiError(thrown)
  }
  const said: unknown = await response.json().catch(() => ({ message: '' }))
  if (!response.ok) throw new ApiError(response.status, said, response.headers.get('X-Request-Id') ?? '')
  return said as D
}
