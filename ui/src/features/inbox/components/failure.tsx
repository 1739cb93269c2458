import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { ErrorState } from '@/ui/ErrorState'

/** What did not load, why, and what helps. */
export function Failure({ what, thrown, onRetry }: { what: string; thrown: unknown; onRetry: () => void }) {
  const { t } = useTranslation('common')
  const { status, requestId } = asApiError(thrown)
  const [why, remedy] = status === 0 ? [t('error.offline'), t('error.offlineRemedy')]
    : status === 429 ? [t('error.tooMany'), t('error.tooManyRemedy')]
      : status === 403 ? [t('error.forbidden'), undefined]
        : [t('error.server'), t('error.serverRemedy')]
  return <ErrorState what={what} why={why} remedy={remedy} requestId={requestId} detailsLabel={t('details')} copyLabel={t('copy')} onRetry={onRetry} retryLabel={t('retry')} />
}
