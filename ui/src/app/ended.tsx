import { lazy, Suspense } from 'react'
import { useSessionStore } from '@/api/session'

const EndedDialog = lazy(() => import('./ended-dialog').then(m => ({ default: m.EndedDialog })))

/** Ended asks for a new sign-in over the untouched page when the session is over. */
export function Ended() {
  const ended = useSessionStore(s => s.phase === 'ended')
  return ended ? <Suspense><EndedDialog /></Suspense> : null
}
