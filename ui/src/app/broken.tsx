import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { asApiError } from '@/api/http'
import { ErrorState } from '@/ui/ErrorState'

/** Broken stands where a screen failed to load or fell over. */
export function Broken() {
  const { t } = useTranslation('shell')
  const common = useTranslation('common').t
  const thrown = useRouteError()
  const error = asApiError(thrown)
  const unreachable = error.status === 0 && (thrown instanceof TypeError)
  return (
    <div className="mx-auto w-full max-w-[720px] px-4 py-10">
      <h1 tabIndex={-1} data-page-title className="sr-only">{t('broken.title')}</h1>
      <ErrorState
        what={t('broken.title')}
        why={unreachable ? common('error.offline') : t('broken.text')}
        remedy={unreachable ? common('error.offlineRemedy') : t('broken.remedy')}
        requestId={error.requestId || (thrown instanceof Error ? thrown.message : undefined)}
        detailsLabel={common('details')}
        copyLabel={common('copy')}
        onRetry={() => window.location.reload()}
        retryLabel={t('broken.reload')}
      />
    </div>
  )
}
