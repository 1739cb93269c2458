import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'
import type { Handle } from '@/app/frame'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

export const routes: RouteObject[] = [
  { path: '/conversas', lazy: () => import('./screen') },
  { path: '/conversas/:prospect', lazy: () => import('./screen'), handle: { bar: 'hidden' } satisfies Handle },
]
