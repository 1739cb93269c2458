import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, ScrollRestoration } from 'react-router'
import { queryClient } from '@/api/query'
import { useIsPhone } from '@/ui/media'
import { Announcer } from './announcer'
import { Ended } from './ended'

const Toaster = lazy(() => import('@/ui/Toaster').then(m => ({ default: m.Toaster })))

/** Root is what every screen stands in, signed in or not. */
export function Root() {
  const { t } = useTranslation('shell')
  const phone = useIsPhone()
  return (
    <QueryClientProvider client={queryClient}>
      <Outlet />
      <ScrollRestoration getKey={location => location.pathname} />
      <Announcer />
      <Ended />
      <Suspense><Toaster label={t('notices')} bottom={phone ? 76 : 22} /></Suspense>
    </QueryClientProvider>
  )
}
