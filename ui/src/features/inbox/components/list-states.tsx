import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Skeleton } from '@/ui/Skeleton'
import type { Tab } from '../schema'
import { Failure } from './failure'

/** The list before it is there. */
export function ListLoading() {
  const { t } = useTranslation('common')
  return (
    <div role="status" aria-label={t('loading')}>
      {Array.from({ length: 7 }, (_, i) => (
        <div key={i} className="flex gap-3 border-b border-line px-4 py-3">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex-1 space-y-2"><Skeleton className="w-2/3" /><Skeleton className="w-full" /><Skeleton className="h-5 w-20 rounded-full" /></div>
        </div>
      ))}
    </div>
  )
}

/** Why a tab is empty, and where to go. */
export function ListEmpty({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const { t } = useTranslation('inbox')
  if (tab === 'mine') return <EmptyState drawing="hand" title={t('empty.mine')} text={t('empty.mineText')} action={<Button onClick={() => onTab('all')}>{t('empty.mineAct')}</Button>} />
  if (tab === 'snoozed') return <EmptyState drawing="dots" title={t('empty.snoozed')} text={t('empty.snoozedText')} />
  if (tab === 'closed') return <EmptyState drawing="circles" title={t('empty.closed')} text={t('empty.closedText')} />
  return <EmptyState drawing="hand" title={t('empty.title')} text={t('empty.text')} action={<Button asChild><Link to="/campanhas">{t('empty.act')}</Link></Button>} />
}

export function ListError({ thrown, onRetry }: { thrown: unknown; onRetry: () => void }) {
  const { t } = useTranslation('inbox')
  return <div className="p-4"><Failure what={t('error.list')} thrown={thrown} onRetry={onRetry} /></div>
}
