import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'
import { ErrorState } from '@/ui/ErrorState'

/** Why the round could not be read. */
export function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const say = useReason()
  const known = asApiError(error)
  const off = known.status === 0
  return (
    <ErrorState
      what={t('failed')} why={off ? common('error.offline') : known.reasons[0] ? say(known.reasons[0]) : known.message}
      remedy={off ? common('error.offlineRemedy') : undefined} requestId={known.requestId}
      detailsLabel={common('details')} copyLabel={common('copy')} retryLabel={common('retry')} onRetry={onRetry}
    />
  )
}
