import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'
import type { Handle } from '@/app/frame'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

export const routes: RouteObject[] = [
  { path: '/campanhas', lazy: () => import('./screen') },
  { path: '/campanhas/nova', lazy: () => import('./screen'), handle: { bar: 'hidden' } satisfies Handle },
  { path: '/campanhas/:id', lazy: () => import('./screen') },
  { path: '/campanhas/:id/editar/:etapa', lazy: () => import('./screen'), handle: { bar: 'hidden' } satisfies Handle },
]
