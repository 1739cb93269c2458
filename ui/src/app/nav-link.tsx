import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { useFormat } from '@/format'
import { cn } from '@/ui/cn'
import { isAt, type Place } from './nav'

type Props = { place: Place; count?: number; hot?: boolean }

/** A line of the sidebar: icon alone on a narrow screen, with its name and number from 1100 px on. */
export function NavLine({ place, count = 0, hot = false }: Props) {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const here = isAt(useLocation().pathname, place)
  const Icon = place.icon
  return (
    <Link
      to={place.to}
      title={t(`nav.${place.word}`)}
      aria-current={here ? 'page' : undefined}
      className={cn(
        'relative flex h-[34px] items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-2 hover:bg-line/60 touch:h-11 max-lg:justify-center max-lg:px-0',
        here && 'bg-surface font-semibold text-ink-1 shadow-[var(--shadow-1),inset_0_0_0_1px_var(--line)] hover:bg-surface',
      )}
    >
      <Icon aria-hidden="true" strokeWidth={1.75} className={cn('size-[18px] shrink-0', here && 'text-primary-ink')} />
      <span className="max-lg:sr-only">{t(`nav.${place.word}`)}</span>
      {count > 0 && (
        <span className={cn('ml-auto text-xs font-semibold tabular-nums max-lg:absolute max-lg:top-0 max-lg:right-0', hot ? 'rounded-full bg-primary px-[7px] py-px text-on-primary' : 'text-ink-3')}>
          <span aria-hidden="true">{format.number(count)}</span>
          <span className="sr-only">{t('unread', { count, formatted: format.number(count) })}</span>
        </span>
      )}
    </Link>
  )
}
