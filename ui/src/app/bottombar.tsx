import { Hand, House, Inbox, Menu as MenuIcon, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { useWaiting } from '@/api/waiting'
import { useFormat } from '@/format'
import { cn } from '@/ui/cn'
import { openMore } from './overlays'

const places = [
  { to: '/', word: 'today', icon: House },
  { to: '/conversas', word: 'inbox', icon: Inbox },
  { to: '/fila', word: 'queueShort', icon: Hand },
  { to: '/prospectos', word: 'prospects', icon: Users },
] as const

const item = 'relative flex min-h-[50px] flex-col items-center justify-center gap-[3px] rounded-[12px] text-[0.72rem] font-semibold text-ink-3'

/** The phone's bar of five, below 860 px. */
export function BottomBar() {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const path = useLocation().pathname
  const unanswered = useWaiting().data?.find(w => w.code === 'unanswered')?.count ?? 0
  const at = places.find(place => (place.to === '/' ? path === '/' : path.startsWith(place.to)))
  return (
    <nav aria-label={t('main')} className="fixed inset-x-0 bottom-0 z-[8] grid grid-cols-5 border-t border-line bg-surface/94 px-1.5 pt-[5px] pb-[calc(7px+env(safe-area-inset-bottom))] backdrop-blur-[14px] md:hidden print:hidden">
      {places.map(place => (
        <Link key={place.to} to={place.to} aria-current={place === at ? 'page' : undefined} className={cn(item, place === at && 'text-primary-ink')}>
          <place.icon aria-hidden="true" strokeWidth={1.75} className="size-[22px]" />
          {t(`nav.${place.word}`)}
          {place.word === 'inbox' && unanswered > 0 && (
            <span className="absolute top-[3px] left-[calc(50%+5px)] grid h-[18px] min-w-[18px] place-items-center rounded-full bg-primary px-[5px] text-[0.6875rem] font-bold text-on-primary tabular-nums">
              <span aria-hidden="true">{format.number(unanswered)}</span>
              <span className="sr-only">{t('unread', { count: unanswered, formatted: format.number(unanswered) })}</span>
            </span>
          )}
        </Link>
      ))}
      <button type="button" onClick={openMore} className={cn(item, !at && 'text-primary-ink')}>
        <MenuIcon aria-hidden="true" strokeWidth={1.75} className="size-[22px]" />
        {t('nav.more')}
      </button>
    </nav>
  )
}
