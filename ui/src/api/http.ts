import createClient from 'openapi-fetch'
import { ApiError, asApiError } from './error'
import { gatedFetch } from './gate'
import type { paths } from './openapi'

export { ApiError, asApiError } from './error'

/** The program's own routes, typed by its document. Their paths are the document's, which begins below /api/v1. */
export const api = createClient<paths>({ baseUrl: '/api/v1', credentials: 'same-origin', fetch: request => gatedFetch(request) })

type Answer<D> = { data?: D; error?: unknown; response: Response }

/** call waits for an answer of `api` and gives its data, or throws an ApiError. */
export async function call<D>(promise: Promise<Answer<D>>): Promise<D> {
  let answer: Answer<D>
  try {
    answer = await promise
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown
    throw asApiError(thrown)
  }
  if (!answer.response.ok) throw new ApiError(answer.response.status, answer.error, answer.response.headers.get('X-Request-Id') ?? '')
  return answer.data as D
}

/** send reaches routes that the document describes only loosely. */
export async function send<D>(method: 'GET' | 'POST' | 'DELETE' | 'PATCH', path: string, body?: unknown): Promise<D> {
  let response: Response
  try {
    response = await gatedFetch(`/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    })
  } catch (thrown) {
    throw asApiError(thrown)
  }
  const text = await response.text()
  const said = text === '' ? undefined : parse(text)
  if (!response.ok) throw new ApiError(response.status, said, response.headers.get('X-Request-Id') ?? '')
  return said as D
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { message: text.slice(0, 300) }
  }
}
