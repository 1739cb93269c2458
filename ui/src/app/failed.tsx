import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'
import { ErrorState } from '@/ui/ErrorState'

/** Failed takes the place of what could not be read: what, why, what helps, and trying again. */
export function Failed({ what, error, onRetry }: { what: string; error: Error; onRetry?: () => void }) {
  const { t } = useTranslation('common')
  const say = useReason()
  const { status, reasons, message, requestId } = asApiError(error)
  const known = { 0: t('error.offline'), 403: t('error.forbidden'), 404: t('error.notFound'), 429: t('error.tooMany') }[status]
  const why = reasons[0] ? say(reasons[0]) : (known ?? (status >= 500 && status !== 502 ? t('error.server') : message))
  const remedy = { 0: t('error.offlineRemedy'), 429: t('error.tooManyRemedy'), 500: t('error.serverRemedy') }[status]
  return <ErrorState what={what} why={why} remedy={remedy} requestId={requestId} onRetry={onRetry} retryLabel={t('retry')} detailsLabel={t('details')} copyLabel={t('copy')} />
}
