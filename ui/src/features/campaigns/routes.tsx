import type { RouteObject } from 'react-router';
import type { Handle } from '@/app/frame';
import type { Words } from '@/i18n';

export const words: Words = { 'pt-BR': () => import('./words.pt-BR.json'), en: () => import('./words.en.json') };

const builder = { bar: 'hidden' } satisfies Handle;

export const routes: RouteObject[] = [
  { path: '/campanhas', lazy: () => import('./list') },
  { path: '/campanhas/nova', lazy: () => import('./new'), handle: builder },
  { path: '/campanhas/:id', lazy: () => import('./live') },
  { path: '/campanhas/:id/editar/:etapa', lazy: () => import('./builder'), handle: builder },
];
