// The collections without the SDK, for what the first screen needs: the SDK comes after it, with realtime.
import { ApiError, asApiError } from './error'
import { gatedFetch } from './gate'

export type ListParams = { page?: number; perPage?: number; sort?: string; filter?: string; fields?: string; expand?: string }

/** readRecords gives one page of a collection, uncounted. */
export async function readRecords<T>(collection: string, params: ListParams): Promise<T[]> {
  const query = new URLSearchParams({ skipTotal: '1' })
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, String(value))
  return (await ask<{ items: T[] }>('GET', `${collection}/records?${query}`)).items
}

/** readRecord gives one record. */
export function readRecord<T>(collection: string, id: string): Promise<T> {
  return ask<T>('GET', `${collection}/records/${id}`)
}

/** changeRecord writes some fields of a record. */
export function changeRecord<T>(collection: string, id: string, change: object): Promise<T> {
  return ask<T>('PATCH', `${collection}/records/${id}`, change)
}

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  let answer: Response
  try {
    answer = await gatedFetch(`/api/collections/${path}`, { method, ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}) })
  } catch (thrown) {
    throw asApiError(thrown)
  }
  const said: unknown = await answer.json().catch(() => undefined)
  if (!answer.ok) throw new ApiError(answer.status, said, answer.headers.get('X-Request-Id') ?? '')
  return said as T
}

/** quoted makes a text safe inside a filter. */
export function quoted(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
}
