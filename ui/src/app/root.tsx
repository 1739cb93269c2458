import { QueryClientProvider } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Outlet, ScrollRestoration } from 'react-router'
import { queryClient } from '@/api/query'
import { useIsPhone } from '@/ui/media'
import { Toaster } from '@/ui/Toaster'
import { Announcer } from './announcer'
import { Ended } from './ended'

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
      <Toaster label={t('notices')} bottom={phone ? 76 : 22} />
    </QueryClientProvider>
  )
}
