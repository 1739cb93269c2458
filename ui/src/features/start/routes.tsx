import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'
import type { Handle } from '@/app/frame'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

export const routes: RouteObject[] = [
  { path: '/entrar', lazy: () => import('./screen'), handle: { frame: 'open' } satisfies Handle },
  { path: '/primeiro-acesso/:token', lazy: () => import('./screen'), handle: { frame: 'open' } satisfies Handle },
  { path: '/convite/:token', lazy: () => import('./screen'), handle: { frame: 'open' } satisfies Handle },
  { path: '/senha', lazy: () => import('./screen'), handle: { frame: 'open' } satisfies Handle },
  { path: '/senha/:token', lazy: () => import('./screen'), handle: { frame: 'open' } satisfies Handle },
]
