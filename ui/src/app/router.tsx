import { createBrowserRouter, redirect, type LoaderFunctionArgs, type RouteObject } from 'react-router'
import { startSession } from '@/api/session'
import * as accounts from '@/features/accounts/routes'
import * as agents from '@/features/agents/routes'
import * as campaigns from '@/features/campaigns/routes'
import * as firstrun from '@/features/firstrun/routes'
import * as inbox from '@/features/inbox/routes'
import * as plans from '@/features/plans/routes'
import * as prospects from '@/features/prospects/routes'
import * as queue from '@/features/queue/routes'
import * as reports from '@/features/reports/routes'
import * as review from '@/features/review/routes'
import * as settings from '@/features/settings/routes'
import * as start from '@/features/start/routes'
import * as today from '@/features/today/routes'
import { loadWords, type Words } from '@/i18n'
import { Broken } from './broken'
import { frameOf, type Feature, type Handle } from './frame'
import { Root } from './root'
import { Shell } from './shell'

// Routes files hold paths and loaders alone, so all of them together weigh less than one request.
const features: Record<string, Feature> = { today, start, firstrun, inbox, review, queue, campaigns, prospects, reports, agents, plans, accounts, settings }

const all = Object.entries(features).flatMap(([namespace, feature]) => feature.routes.map(route => withWords(route, namespace, feature.words)))
const framed = (frame: Handle['frame']) => all.filter(route => frameOf(route) === frame)

export const routes: RouteObject[] = [{
  Component: Root,
  ErrorBoundary: Broken,
  HydrateFallback: () => null, // main waits for the first screen, and the page's own shell stands until then
  children: [
    ...framed('open'),
    { loader: signedIn, shouldRevalidate: () => true, children: framed('bare') },
    { loader: signedIn, Component: Shell, children: [{ ErrorBoundary: Broken, children: [...framed('shell'), { path: '*', lazy: () => import('./lost').then(m => ({ Component: m.Lost })) }] }] },
  ],
}]

export function makeRouter() {
  return createBrowserRouter(routes)
}

/** signedIn lets nobody past who is not, and remembers where they wanted to go. */
async function signedIn({ request }: LoaderFunctionArgs) {
  const phase = await startSession()
  if (phase !== 'guest') return null
  const url = new URL(request.url)
  const wanted = url.pathname + url.search
  return redirect(wanted === '/' ? '/entrar' : `/entrar?de=${encodeURIComponent(wanted)}`)
}

/** withWords loads a feature's words beside its screen, so that neither waits for the other. */
function withWords(route: RouteObject, namespace: string, words: Words): RouteObject {
  const { lazy, Component, children } = route
  const ready = () => loadWords(namespace, words)
  const inner = children?.map(child => withWords(child, namespace, words))
  if (typeof lazy === 'function') {
    return { ...route, ...(inner ? { children: inner } : {}), lazy: async () => (await Promise.all([lazy(), ready()]))[0] } as RouteObject
  }
  if (Component) {
    return { ...route, Component: undefined, ...(inner ? { children: inner } : {}), lazy: async () => { await ready(); return { Component } } } as RouteObject
  }
  return { ...route, ...(inner ? { children: inner } : {}) } as RouteObject
}
