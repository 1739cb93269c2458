import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '@/format'
import { Avatar } from '@/ui/Avatar'
import { cn } from '@/ui/cn'
import { StateMark } from '@/ui/StateMark'
import { intentMark } from '../marks'
import type { Tab } from '../schema'
import type { Item } from '../types'
import { ChannelIcon } from './channel'

/** One conversation of the list: who, what was said last and when, how it was understood, and where. */
export function Row({ item, tab, current }: { item: Item; tab: Tab; current: boolean }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const mark = intentMark(item.intent)
  const unread = item.unread_count > 0
  const text = item.last_direction === 'outbound' ? t('you', { text: item.text }) : item.text
  return (
    <Link
      to={{ pathname: `/conversas/${item.prospect.id}`, search: tab === 'all' ? '' : `?tab=${tab}` }}
      data-row={item.prospect.id}
      aria-current={current || undefined}
      className={cn('flex gap-3 border-b border-line px-4 py-3 -outline-offset-2', current ? 'bg-surface shadow-[inset_3px_0_0_var(--primary)]' : 'hover:bg-sunken')}
    >
      <Avatar name={item.prospect.name} size="md" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className={cn('min-w-0 flex-1 truncate', unread && 'font-semibold')}>{item.prospect.name}</span>
          <time dateTime={item.last_message_at} className="shrink-0 text-xs text-ink-3 tabular-nums">{shortly(format, item.last_message_at)}</time>
        </span>
        <span className="flex items-center gap-2">
          <span className={cn('min-w-0 flex-1 truncate text-sm', unread ? 'text-ink-1' : 'text-ink-3')}>{text}</span>
          {unread && <span className="size-2 shrink-0 rounded-full bg-primary"><span className="sr-only">{t('unread')}</span></span>}
        </span>
        <span className="mt-1.5 flex items-center gap-2 text-ink-3">
          {mark && <StateMark tone={mark.tone} word={t(`intent.${mark.word}`)} />}
          <ChannelIcon channel={item.channel} />
          {tab === 'snoozed' && item.snoozed_until && <span className="truncate text-xs">{t('backAt', { when: format.dateTime(item.snoozed_until) })}</span>}
        </span>
      </span>
    </Link>
  )
}

/** shortly is the hour of today, or the day. */
function shortly(format: ReturnType<typeof useFormat>, at: string): string {
  return format.dayKey(at) === format.dayKey(Date.now()) ? format.time(at) : format.day(at)
}
