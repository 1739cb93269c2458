import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { ErrorState } from '@/ui/ErrorState'

/** Unread stands where something could not be read. */
export function Unread({ thrown, retry }: { thrown: unknown; retry: () => void }) {
  const { t } = useTranslation('common')
  const error = asApiError(thrown)
  const offline = error.status === 0
  return (
    <ErrorState
      what={t('error.title')}
      why={offline ? t('error.offline') : error.status >= 500 ? t('error.server') : error.message}
      remedy={offline ? t('error.offlineRemedy') : error.status >= 500 ? t('error.serverRemedy') : undefined}
      requestId={error.requestId}
      detailsLabel={t('details')}
      copyLabel={t('copy')}
      onRetry={retry}
      retryLabel={t('retry')}
    />
  )
}
