import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import type { Queue } from '../queue'

/** Why there is no card: the day's limit, a reason of the campaign (an hour outside its window), or nobody. */
export function Nothing({ queue }: { queue: Queue }) {
  const { t } = useTranslation('queue')
  const common = useTranslation('common').t
  const say = useReason()
  const { number } = useFormat()
  const { data, error, refetch } = queue.next
  const campaigns = <Button asChild><Link to="/campanhas">{t('empty.act')}</Link></Button>
  if (error) {
    const known = asApiError(error)
    const reason = known.reasons[0]
    if (reason) return <EmptyState drawing="circles" title={t('notNow')} text={say(reason)} action={campaigns} />
    const off = known.status === 0
    return (
      <ErrorState
        what={t('failed')} why={off ? common('error.offline') : known.message} remedy={off ? common('error.offlineRemedy') : undefined}
        requestId={known.requestId} detailsLabel={common('details')} copyLabel={common('copy')} retryLabel={common('retry')} onRetry={() => void refetch()}
      />
    )
  }
  if (data && data.used >= data.ceiling) {
    return <EmptyState drawing="dots" title={t('ceiling', { used: number(data.used), ceiling: number(data.ceiling) })} text={t('ceilingText')} />
  }
  return <EmptyState drawing="hand" title={t('empty.title')} text={t('empty.text')} action={campaigns} />
}
