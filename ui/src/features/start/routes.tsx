import { redirect, type LoaderFunctionArgs, type RouteObject } from 'react-router'
import { startSession } from '@/api/session'
import type { Handle } from '@/app/frame'
import type { Words } from '@/i18n'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

const open: { handle: Handle } = { handle: { frame: 'open' } }

export const routes: RouteObject[] = [
  { path: '/entrar', lazy: () => import('./sign-in'), loader: onwards, ...open },
  { path: '/primeiro-acesso/:token', lazy: () => import('./claim'), ...open },
  { path: '/convite/:token', lazy: () => import('./invitation'), ...open },
  { path: '/senha', lazy: () => import('./ask-reset'), ...open },
  { path: '/senha/:token', lazy: () => import('./reset'), ...open },
]

/** onwards sends on whoever is signed in already. */
async function onwards({ request }: LoaderFunctionArgs) {
  const phase = await startSession().catch(() => 'guest')
  return phase === 'in' ? redirect(wayBack(new URL(request.url).searchParams)) : null
}

/** wayBack is the address of ours that somebody wanted before the sign-in. */
export function wayBack(params: URLSearchParams): string {
  const wanted = params.get('de') ?? '/'
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
