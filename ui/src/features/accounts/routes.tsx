import type { RouteObject } from 'react-router'

export const words = {
  'pt-BR': () => import('./words.pt-BR.json'),
  en: () => import('./words.en.json'),
}

export const routes: RouteObject[] = [
  { path: '/oficina/contas', lazy: () => import('./list') },
  { path: '/oficina/contas/nova', lazy: () => import('./new') },
  { path: '/oficina/contas/:id', lazy: () => import('./account') },
  { path: '/oficina/modelos', lazy: () => import('./templates') },
]
