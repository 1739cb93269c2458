import { ArrowUp } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '@/app/announce'
import { useFormat } from '@/format'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { cn } from '@/ui/cn'
import type { Rows } from '../rows'
import { tabs, type Tab } from '../schema'
import { ListEmpty, ListError, ListLoading } from './list-states'
import { Row } from './row'

type ListProps = { list: Rows; tab: Tab; onTab: (tab: Tab) => void; current: string; className?: string }

/** The inbox: its tabs, and a row for each person. */
export function List({ list, tab, onTab, current, className }: ListProps) {
  const { t } = useTranslation('inbox')
  const { number } = useFormat()
  const { inbox, rows, fresh, unread, bring } = list
  useEffect(() => {
    if (fresh > 0) announce(t('freshSaid', { count: fresh }))
  }, [fresh, t])
  return (
    <section aria-label={t('title')} className={cn('flex min-h-0 min-w-0 flex-col', className)}>
      <div className="px-3.5 pt-4 pb-3 max-md:px-0 max-md:pt-0">
        <div className="flex items-center gap-2">
          <h1 tabIndex={-1} data-page-title>{t('title')}</h1>
          {unread !== undefined && unread > 0 && (
            <Badge tone="primary"><span aria-hidden="true">{number(unread)}</span><span className="sr-only">{t('unreadCount', { count: unread })}</span></Badge>
          )}
        </div>
        <div role="group" aria-label={t('tabs')} className="mt-2.5 flex gap-1 overflow-x-auto p-px max-md:gap-2 [scrollbar-width:none]">
          {tabs.map(name => <Chip key={name} selected={name === tab} onClick={() => onTab(name)}>{t(`tab.${name}`)}</Chip>)}
        </div>
      </div>
      <div className="relative min-h-0 flex-1 border-t border-line max-md:-mx-4 md:overflow-y-auto">
        {fresh > 0 && (
          <div className="sticky top-0 z-[2] flex h-0 justify-center max-md:top-14">
            <Button size="sm" variant="primary" icon={<ArrowUp aria-hidden="true" />} className="mt-2 rounded-full" onClick={bring}>{t('fresh', { count: fresh })}</Button>
          </div>
        )}
        {inbox.isPending && <ListLoading />}
        {inbox.isError && rows.length === 0 && <ListError thrown={inbox.error} onRetry={() => void inbox.refetch()} />}
        {inbox.isSuccess && rows.length === 0 && <ListEmpty tab={tab} onTab={onTab} />}
        {rows.length > 0 && (
          <ul data-inbox-list>
            {rows.map(item => <li key={item.id} className="[contain-intrinsic-size:auto_86px] [content-visibility:auto]"><Row item={item} tab={tab} current={item.prospect.id === current} /></li>)}
          </ul>
        )}
        {inbox.hasNextPage && (
          <div className="flex justify-center p-3"><Button size="sm" variant="quiet" loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>{t('more')}</Button></div>
        )}
      </div>
    </section>
  )
}
