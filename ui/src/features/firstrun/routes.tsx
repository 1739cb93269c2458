import type { RouteObject } from 'react-router'

export const words = {
  'pt-BR': () => import('./words.pt-BR.json'),
  en: () => import('./words.en.json'),
}

// The first run has a frame of its own: bare routes are drawn without the sidebar.
export const routes: RouteObject[] = [{ path: '/comece', handle: { frame: 'bare' }, lazy: () => import('./screen') }]
