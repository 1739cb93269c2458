import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWaiting } from '@/api/waiting'
import { IconButton } from '@/ui/IconButton'
import { Mark } from '@/ui/Mark'
import { groups } from './nav'
import { NavLine } from './nav-link'
import { openHelp } from './overlays'
import { PersonMenu } from './person-menu'
import { WorkspaceMenu } from './workspace-menu'

/** The sidebar, from 860 px on. */
export function Sidebar() {
  const { t } = useTranslation('shell')
  const unanswered = useWaiting().data?.find(item => item.code === 'unanswered')?.count ?? 0
  return (
    <aside aria-label={t('menu')} className="sticky top-0 flex h-dvh flex-col gap-[18px] overflow-y-auto border-r border-line bg-sunken px-3 py-3.5 max-lg:px-2 max-md:hidden">
      <Link to="/" className="flex items-center gap-[9px] px-2 py-0.5 max-lg:justify-center max-lg:px-0">
        <Mark />
        <span className="text-[1.125rem] leading-normal font-[700] tracking-[-0.03em] max-lg:sr-only">{t('brand')}</span>
      </Link>
      <WorkspaceMenu />
      {groups.map(group => (
        <nav key={group.word} aria-label={t(`groups.${group.word}`)} className="-mt-1 flex flex-col gap-px first-of-type:mt-0">
          {group.word !== 'day' && <span aria-hidden="true" className="px-2.5 pt-1.5 pb-1 text-xs font-semibold text-ink-3 max-lg:hidden">{t(`groups.${group.word}`)}</span>}
          {group.places.map(place => <NavLine key={place.to} place={place} {...(place.word === 'inbox' ? { count: unanswered, hot: true } : {})} />)}
        </nav>
      ))}
      <div className="mt-auto flex items-center gap-1 max-lg:flex-col">
        <PersonMenu />
        <IconButton label={t('help')} shortcut="?" icon={<CircleHelp aria-hidden="true" />} onClick={openHelp} />
      </div>
    </aside>
  )
}
