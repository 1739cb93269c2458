import { create } from 'zustand'
import type { WorkspaceRecord } from './collections'
import { onSession, renew, setCsrf, type Membership, type Role, type SignedIn, type UserRecord } from './gate'
import { api, call, send } from './http'
import { queryClient } from './query'
import { changeRecord, readRecord } from './records'

export type { Membership, Role, SignedIn, UserRecord } from './gate'

/** guest: nobody is signed in · in · ended: somebody was, and the session is over while the page still stands. */
export type SessionState = {
  phase: 'starting' | 'guest' | 'in' | 'ended'
  record: UserRecord | null
  memberships: Membership[]
  workspace: WorkspaceRecord | null
  csrf: string
}

const nobody: Omit<SessionState, 'phase'> = { record: null, memberships: [], workspace: null, csrf: '' }

export const useSessionStore = create<SessionState>(() => ({ phase: 'starting', ...nobody }))

// Whether somebody has signed in from this browser: who has not is not asked about, since the answer is known to be 401.
const known = 'aceno.known'

onSession((state, signedIn) => {
  if (state === 'ended') {
    if (useSessionStore.getState().phase === 'in') useSessionStore.setState({ phase: 'ended' })
    return
  }
  if (signedIn && useSessionStore.getState().phase === 'in') {
    useSessionStore.setState({ record: signedIn.record, memberships: signedIn.memberships ?? [], csrf: signedIn.csrf })
  }
})

let starting: Promise<SessionState['phase']> | null = null

/** startSession asks once who sits here; everything that needs an answer waits for the same promise. */
export function startSession(): Promise<SessionState['phase']> {
  starting ??= begin()
  return starting
}

async function begin(): Promise<SessionState['phase']> {
  const signedIn = remembered() ? await renew() : null
  if (signedIn) await enter(signedIn)
  else {
    forget()
    useSessionStore.setState({ phase: 'guest', ...nobody })
  }
  return useSessionStore.getState().phase
}

/** enter takes over what a sign-in answered. */
export async function enter(signedIn: SignedIn): Promise<void> {
  const before = useSessionStore.getState()
  setCsrf(signedIn.csrf)
  remember()
  const moved = before.record !== null && (before.record.id !== signedIn.record.id || before.record.workspace !== signedIn.record.workspace)
  if (moved) leaveData()
  const workspace = before.workspace?.id === signedIn.record.workspace && !moved
    ? before.workspace
    : await readRecord<WorkspaceRecord>('workspaces', signedIn.record.workspace)
  useSessionStore.setState({ phase: 'in', record: signedIn.record, memberships: signedIn.memberships ?? [], workspace, csrf: signedIn.csrf })
  starting = Promise.resolve('in')
}

/** signOut ends the session here and leaves nothing of it in memory. `away` goes to a screen that needs none, before what the shown one stands on is gone. */
export async function signOut(away?: () => unknown): Promise<void> {
  await send('POST', '/auth/logout').catch(() => undefined)
  forget()
  starting = Promise.resolve('guest')
  await away?.()
  leaveData()
  setCsrf('')
  useSessionStore.setState({ phase: 'guest', ...nobody })
}

/** activate goes over to another workspace: nothing that was read in the old one stays. */
export async function activate(id: string): Promise<void> {
  const answer = await call(api.POST('/workspaces/{id}/activate', { params: { path: { id } } }))
  leaveData()
  const workspace = await readRecord<WorkspaceRecord>('workspaces', id)
  useSessionStore.setState(state => ({
    workspace,
    record: state.record && { ...state.record, workspace: id, role: answer.role as Role },
    memberships: state.memberships.map(m => ({ ...m, active: m.workspace === id })),
  }))
}

/** reloadWorkspace reads the active workspace again after its settings were changed. */
export async function reloadWorkspace(): Promise<void> {
  const id = useSessionStore.getState().workspace?.id
  if (id) useSessionStore.setState({ workspace: await readRecord<WorkspaceRecord>('workspaces', id) })
}

/** updateMe keeps what a person changed about themselves. */
export async function updateMe(change: Partial<Pick<UserRecord, 'full_name' | 'locale' | 'prefs'>>): Promise<void> {
  const record = useSessionStore.getState().record
  if (!record) return
  const saved = await changeRecord<UserRecord>('users', record.id, change)
  useSessionStore.setState({ record: { ...record, ...saved } })
}

export type Session = {
  record: UserRecord
  memberships: Membership[]
  workspace: WorkspaceRecord
  role: Role
  csrf: string
  signOut: (away?: () => unknown) => Promise<void>
  activate: (id: string) => Promise<void>
}

/** useSession gives who is signed in. It is only for screens behind the sign-in, which are not drawn without one. */
export function useSession(): Session {
  const { record, memberships, workspace, csrf } = useSessionStore()
  if (!record || !workspace) throw new Error('useSession is used outside what the sign-in guards')
  const role = memberships.find(m => m.workspace === workspace.id)?.role ?? record.role
  return { record, memberships, workspace, role, csrf, signOut, activate }
}

/** useCan says what is worth showing: 'write' from user on, 'admin' for admins. The server decides what is done. */
export function useCan(what: 'write' | 'admin'): boolean {
  const { role } = useSession()
  return role === 'admin' || (what === 'write' && role === 'user')
}

const leaving = new Set<() => void>()

/** onLeave runs when what was read of a workspace is dropped. */
export function onLeave(forgets: () => void): void {
  leaving.add(forgets)
}

function leaveData(): void {
  queryClient.clear()
  for (const forgets of leaving) forgets()
}

function remembered(): boolean {
  try {
    return localStorage.getItem(known) !== null
  } catch {
    return true // no storage: ask the server
  }
}

function remember(): void {
  try {
    localStorage.setItem(known, '1')
  } catch { /* asked again at the next start */ }
}

function forget(): void {
  try {
    localStorage.removeItem(known)
  } catch { /* nothing was kept */ }
}
