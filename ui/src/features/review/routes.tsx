import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') }

export const routes: RouteObject[] = [
  { path: '/revisar', lazy: () => import('./screen') },
]
