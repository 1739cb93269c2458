import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'
import { ErrorState } from '@/ui/ErrorState'

/** Failed takes the place of what could not be read: what, why, and trying again. */
export function Failed({ what, error, onRetry }: { what: string; error: Error; onRetry?: () => void }) {
  const { t } = useTranslation('common')
  const say = useReason()
  const known = asApiError(error)
  const why = known.reasons[0] ? say(known.reasons[0]) : known.message
  return <ErrorState what={what} why={why} requestId={known.requestId} onRetry={onRetry} retryLabel={t('retry')} detailsLabel={t('details')} copyLabel={t('copy')} />
}
