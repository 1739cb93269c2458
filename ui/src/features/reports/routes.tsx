import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

// The page of a shared link, /r/{token}, is the server's own: it has no scripts.
export const routes: RouteObject[] = [
  { path: '/relatorios', lazy: () => import('./list') },
  { path: '/relatorios/:campanha/:semana', lazy: () => import('./report') },
]
