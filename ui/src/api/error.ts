import type { Reason } from './reason'

type Said = { status?: number; message?: string; data?: Record<string, unknown> | null }

/** A refused or failed request, as every part of the app sees it. Status 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number
  /** What is wrong, by field. */
  readonly data: Record<string, { message: string }>
  readonly reasons: Reason[]
  /** Of the answer: it finds the request in the server's log. */
  readonly requestId: string
  /** The answer as it came, for the few that carry more (a second factor). */
  readonly body: unknown

  constructor(status: number, body: unknown, requestId = '') {
    const said = (typeof body === 'object' && body !== null ? body : {}) as Said
    super(said.message || (status === 0 ? 'The server was not reached.' : `The server answers ${status}.`))
    this.name = 'ApiError'
    this.status = status
    this.body = body
    this.requestId = requestId
    this.reasons = Array.isArray(said.data?.reasons) ? (said.data.reasons as Reason[]) : []
    this.data = fields(said.data)
  }
}

function fields(data: Said['data']): Record<string, { message: string }> {
  const found: Record<string, { message: string }> = {}
  for (const [name, value] of Object.entries(data ?? {})) {
    if (typeof value === 'object' && value !== null && typeof (value as { message?: unknown }).message === 'string') {
      found[name] = { message: (value as { message: string }).message }
    }
  }
  return found
}

/** asApiError makes one error of what the generated client, the SDK or the network threw. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  if (typeof thrown === 'object' && thrown !== null && 'status' in thrown) {
    const sdk = thrown as { status: number; response?: unknown; message?: string }
    return new ApiError(sdk.status, sdk.response ?? { message: sdk.message })
  }
  return new ApiError(0, { message: thrown instanceof Error && thrown.name !== 'TypeError' ? thrown.message : undefined })
}
