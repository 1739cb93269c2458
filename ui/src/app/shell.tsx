import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useMatches, useNavigation } from 'react-router'
import { useConnection, useLiveCollection } from '@/api/realtime'
import { loadWords } from '@/i18n'
import { cn } from '@/ui/cn'
import { useArrival } from './arrival'
import { BottomBar } from './bottombar'
import type { Handle } from './frame'
import { closeOverlay, useOverlay } from './overlays'
import { useShellKeys } from './shell-keys'
import { Sidebar } from './sidebar'
import { Strips } from './strips'
import { TopBar } from './topbar'

const Palette = lazy(async () => {
  const [{ Palette: part }] = await Promise.all([import('./palette'), loadWords('palette', { 'pt-BR': () => import('./palette.pt-BR.json'), en: () => import('./palette.en.json') })])
  return { default: part }
})
const Help = lazy(async () => {
  const [{ Help: part }] = await Promise.all([import('./help'), loadWords('help', { 'pt-BR': () => import('./help.pt-BR.json'), en: () => import('./help.en.json') })])
  return { default: part }
})
const More = lazy(() => import('./more').then(m => ({ default: m.More })))

/** Shell is what stands around every screen of whoever is signed in. */
export function Shell() {
  const { t } = useTranslation('shell')
  const open = useOverlay(s => s.open)
  const barless = useMatches().some(match => (match.handle as Handle | undefined)?.bar === 'hidden')
  const moving = useNavigation().state === 'loading'
  const path = useLocation().pathname
  useEffect(closeOverlay, [path]) // whoever has arrived is done with the way there
  useArrival()
  useShellKeys()
  useConnection()
  useLiveCollection('conversations')
  return (
    <>
      <a href="#main" onClick={toMain} className="absolute -top-16 left-3 z-50 rounded-md bg-primary px-4 py-2.5 text-on-primary focus:top-3">{t('skip')}</a>
      <div className="min-h-dvh md:grid md:grid-cols-[56px_minmax(0,1fr)] lg:grid-cols-[236px_minmax(0,1fr)] print:block">
        <Sidebar />
        <div className="min-w-0">
          <TopBar />
          <Strips />
          <main id="main" tabIndex={-1} aria-busy={moving || undefined} className="outline-none">
            <div className={cn('mx-auto max-w-[1236px] px-7 pt-[26px] pb-16 max-md:px-4 max-md:pt-[18px]', barless ? 'max-md:pb-[18px]' : 'max-md:pb-[104px]')}>
              <Outlet />
            </div>
          </main>
        </div>
      </div>
      {!barless && <BottomBar />}
      <Suspense>
        {open === 'palette' && <Palette />}
        {open === 'help' && <Help />}
        {open === 'more' && <More />}
      </Suspense>
    </>
  )
}

function toMain(event: React.MouseEvent) {
  event.preventDefault() // the address is not for this
  document.getElementById('main')?.focus()
}
