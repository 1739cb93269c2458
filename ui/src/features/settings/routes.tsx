import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

export const routes: RouteObject[] = [
  { path: '/ajustes', lazy: () => import('./screen') },
  { path: '/ajustes/agencia', lazy: () => import('./screen') },
  { path: '/ajustes/equipe', lazy: () => import('./screen') },
  { path: '/ajustes/privacidade', lazy: () => import('./screen') },
  { path: '/ajustes/bloqueios', lazy: () => import('./screen') },
  { path: '/ajustes/alertas', lazy: () => import('./screen') },
  { path: '/ajustes/voce', lazy: () => import('./screen') },
]
