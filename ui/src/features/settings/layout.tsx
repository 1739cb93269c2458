import { ChevronLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { cn } from '@/ui/cn'
import { sections } from './sections'

/** Component puts the sections beside the page; the phone goes back to the list of them. */
export function Component() {
  const { t } = useTranslation('settings')
  const { pathname } = useLocation()
  const inside = pathname.replace(/\/+$/, '') !== '/ajustes'
  return (
    <div className="md:grid md:grid-cols-[180px_minmax(0,1fr)] md:gap-8">
      <nav aria-label={t('title')} className="sticky top-[82px] hidden self-start md:block">
        <ul className="grid gap-px">
          {sections.map(({ path, Icon }) => (
            <li key={path}>
              <NavLink
                to={`/ajustes/${path}`}
                className={({ isActive }) => cn('flex h-[34px] items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-2 hover:bg-sunken touch:h-11', isActive && 'bg-sunken font-semibold text-ink-1')}
              >
                <Icon aria-hidden className="size-4" strokeWidth={1.75} />
                {t(`section.${path}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="max-w-[820px] min-w-0">
        {inside && (
          <Link to="/ajustes" className="-ml-1 mb-1 inline-flex min-h-11 items-center gap-1 text-sm font-semibold text-ink-2 md:hidden">
            <ChevronLeft aria-hidden className="size-4" />
            {t('title')}
          </Link>
        )}
        <Outlet />
      </div>
    </div>
  )
}
