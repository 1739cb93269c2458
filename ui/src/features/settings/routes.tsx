import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

export const routes: RouteObject[] = [
  {
    path: '/ajustes',
    lazy: () => import('./layout'),
    children: [
      { index: true, lazy: () => import('./menu') },
      { path: 'agencia', lazy: () => import('./agency') },
      { path: 'equipe', lazy: () => import('./team') },
      { path: 'privacidade', lazy: () => import('./privacy') },
      { path: 'bloqueios', lazy: () => import('./blocks') },
      { path: 'alertas', lazy: () => import('./alerts') },
      { path: 'voce', lazy: () => import('./you') },
    ],
  },
]
