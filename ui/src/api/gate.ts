// What every request passes, the generated client's and the SDK's: cookies, the CSRF word on writes, one shared renewal of
// an ended session with one replay, and one silent wait where the server asks for patience.

/** What a renewal answers. */
export type SignedIn = {
  record: UserRecord
  memberships: Membership[]
  csrf: string
}

export type Role = 'viewer' | 'user' | 'admin'

export type Membership = { workspace: string; name: string; role: Role; active: boolean }

/** The person, as the collection users shows them to themselves. */
export type UserRecord = {
  id: string
  email: string
  full_name: string
  avatar: string
  locale: 'pt-BR' | 'en' | ''
  workspace: string
  role: Role
  mfa: boolean
  prefs: Record<string, unknown> | null
  created: string
  updated: string
}

type Listener = (state: 'renewed' | 'ended', signedIn?: SignedIn) => void

const listeners = new Set<Listener>()
let csrf = ''
let renewals = 0
let renewing: Promise<SignedIn | null> | null = null

/** onSession tells of every renewal, and of the end of the session. */
export function onSession(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** setCsrf keeps the word that goes with every write. */
export function setCsrf(word: string): void {
  csrf = word
}

/** renew asks for a new session, once for all who ask at the same time; null = there is none. */
export function renew(): Promise<SignedIn | null> {
  renewing ??= askRenewal().finally(() => { renewing = null })
  return renewing
}

async function askRenewal(): Promise<SignedIn | null> {
  const answer = await fetch('/api/v1/auth/refresh', { method: 'POST', credentials: 'same-origin', headers: csrf ? { 'X-CSRF-Token': csrf } : {} })
  if (answer.status === 401 || answer.status === 403) return null
  if (!answer.ok) throw new Error(`the session was not renewed: ${answer.status}`)
  const signedIn = (await answer.json()) as SignedIn
  setCsrf(signedIn.csrf)
  renewals++
  for (const listener of listeners) listener('renewed', signedIn)
  return signedIn
}

const writes = /^(POST|PUT|PATCH|DELETE)$/i
const ownWay = /\/api\/v1\/auth\/(login|refresh|claim|invitation)/ // their 401 is an answer, not an ended session
const longestWait = 30_000

/** gatedFetch is fetch with all of the above. Its signature is fetch's, so that both clients take it. */
export async function gatedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, { credentials: 'same-origin', ...init })
  const again = request.clone()
  const before = renewals
  const first = await send(request)
  if (first.status === 401 && !ownWay.test(request.url)) {
    if (renewals > before || await renew()) return send(again) // it may have left before a renewal that is done by now
    for (const listener of listeners) listener('ended')
    return first
  }
  if (first.status === 429) {
    const wait = retryAfter(first)
    if (wait > longestWait) return first
    await new Promise(done => setTimeout(done, wait))
    return send(again)
  }
  return first
}

function send(request: Request): Promise<Response> {
  if (csrf && writes.test(request.method)) request.headers.set('X-CSRF-Token', csrf)
  return fetch(request)
}

/** retryAfter reads the header in milliseconds; without one it is a second. */
export function retryAfter(answer: Response, now = Date.now()): number {
  const said = answer.headers.get('Retry-After')
  if (!said) return 1000
  const seconds = Number(said)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const until = Date.parse(said)
  return Number.isNaN(until) ? 1000 : Math.max(0, until - now)
}
