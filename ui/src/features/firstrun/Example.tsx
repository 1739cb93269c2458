import { useTranslation } from 'react-i18next'
import { Avatar } from '@/ui/Avatar'
import { Badge } from '@/ui/Badge'
import { cn } from '@/ui/cn'

const people = ['florist', 'bakery', 'optician', 'cafe'] as const

/** Example shows the way of a message with invented people, so that the steps have a goal one can see. */
export function Example() {
  const { t } = useTranslation('firstrun')
  return (
    <aside aria-label={t('example.title')} className="sticky top-[52px] hidden xl:block">
      <Badge tone="ok">{t('example.title')}</Badge>
      <p className="mt-2 mb-3 text-[13px] text-ink-2">{t('example.text')}</p>
      <ol className="grid gap-2">
        {people.map((one) => (
          <li key={one} className={cn('flex items-center gap-[11px] rounded-[12px] border bg-surface px-3 py-[11px] shadow-1', one === 'cafe' ? 'border-ok-dot/60' : 'border-line')}>
            <Avatar name={t(`example.${one}.name`)} />
            <span className="min-w-0 flex-1">
              <b className="block text-[13.5px] leading-snug font-semibold">{t(`example.${one}.name`)}</b>
              <span className={cn('block text-xs', one === 'cafe' ? 'text-ok' : 'text-ink-3')}>{t(`example.${one}.what`)}</span>
            </span>
            <span className="text-xs text-ink-3 tabular-nums">{t(`example.${one}.when`)}</span>
          </li>
        ))}
      </ol>
    </aside>
  )
}
