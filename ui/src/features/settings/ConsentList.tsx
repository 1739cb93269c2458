import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { Skeleton } from '@/ui/Skeleton'
import { StateMark } from '@/ui/StateMark'
import { consentsQuery } from './privacy.queries'

/** ConsentList are people's words on being written to, the newest first. Rows are never changed. */
export function ConsentList() {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { workspace } = useSession()
  const consents = useQuery(consentsQuery(workspace.id))
  if (consents.isError) return <Failed what={t('consent.failed')} error={consents.error} onRetry={() => void consents.refetch()} />
  if (!consents.data) return <Skeleton className="h-40 rounded-lg" />
  if (consents.data.length === 0) return <EmptyState drawing="circles" title={t('consent.empty')} text={t('consent.emptyText')} />
  return (
    <Card>
      <ul>
        {consents.data.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-[18px] py-3 first:border-0">
            <div className="min-w-0 flex-1 basis-56">
              <p className="truncate font-semibold">{one.expand?.prospect ? <Link className="hover:underline" to={`/prospectos?p=${one.prospect}`}>{one.expand.prospect.name}</Link> : t('consent.gone')}</p>
              <p className="text-sm text-ink-2">{one.source || t('consent.erased')}</p>
            </div>
            <span className="text-sm text-ink-3 tabular-nums">{one.given_at ? format.day(one.given_at) : ''}</span>
            <StateMark tone={one.withdrawn_at ? 'bad' : 'ok'} word={one.withdrawn_at ? t('consent.withdrawn') : t('consent.given')} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
