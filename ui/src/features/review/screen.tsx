import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { asApiError } from '@/api/http'
import { useLiveCollection } from '@/api/realtime'
import { useCan } from '@/api/session'
import { useSearch } from '@/app/search'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { Doubts } from './components/Doubts'
import { Done } from './components/Done'
import { Judge } from './components/Judge'
import { Reading } from './components/Reading'
import { useJudging } from './judging'
import { reviewSearch } from './schema'

/** The texts that wait for a person's word. */
export function Component() {
  const { t } = useTranslation('review')
  const { number } = useFormat()
  const [{ campaign }, setSearch] = useSearch(reviewSearch)
  const judging = useJudging(campaign)
  useLiveCollection('messages')
  const total = judging.drafts.data?.totalItems
  return (
    <div className="mx-auto w-full max-w-[680px] max-md:pb-36">
      <PageHead title={t('title')} meta={total !== undefined && total > 0 ? `${t('waiting', { count: total, formatted: number(total) })}. ${t('nothingLeaves')}` : undefined} />
      <Body judging={judging} filtered={campaign !== ''} clear={() => setSearch({ campaign: '' })} />
      <Doubts />
    </div>
  )
}

function Body({ judging, filtered, clear }: { judging: ReturnType<typeof useJudging>; filtered: boolean; clear: () => void }) {
  const { t } = useTranslation('review')
  const write = useCan('write')
  const { drafts, outcome, round } = judging
  if (drafts.error && !drafts.data) return <Failure thrown={drafts.error} retry={() => void drafts.refetch()} />
  if (!drafts.data) return <Loading />
  if (outcome) return <Done outcome={outcome} judging={judging} />
  if (drafts.data.items.length === 0) {
    return filtered
      ? <EmptyState drawing="dots" title={t('empty.filtered')} action={<Button variant="primary" onClick={clear}>{t('empty.clear')}</Button>} />
      : <EmptyState drawing="hand" title={t('empty.title')} text={t('empty.text')} action={<Button asChild variant="primary"><Link to="/campanhas">{t('empty.act')}</Link></Button>} />
  }
  if (!write) return <Reading drafts={drafts.data.items} />
  return round.ids.length > 0 ? <Judge judging={judging} /> : <Loading />
}

function Loading() {
  return (
    <div aria-hidden="true">
      <Skeleton className="mb-5 h-1 w-full" />
      <div className="flex gap-3.5"><Skeleton className="size-12 rounded-lg" /><div className="flex flex-1 flex-col gap-2"><Skeleton className="h-5 w-1/2" /><Skeleton className="w-2/3" /></div></div>
      <Skeleton className="mt-4 h-40 w-full rounded-lg" />
    </div>
  )
}

function Failure({ thrown, retry }: { thrown: unknown; retry: () => void }) {
  const { t } = useTranslation('common')
  const words = useTranslation('review').t
  const { status, requestId } = asApiError(thrown)
  const [why, remedy] = status === 0 ? [t('error.offline'), t('error.offlineRemedy')]
    : status === 429 ? [t('error.tooMany'), t('error.tooManyRemedy')]
      : status === 403 ? [t('error.forbidden'), undefined] : [t('error.server'), t('error.serverRemedy')]
  return <ErrorState what={words('failed')} why={why} remedy={remedy} requestId={requestId} detailsLabel={t('details')} copyLabel={t('copy')} onRetry={retry} retryLabel={t('retry')} />
}
