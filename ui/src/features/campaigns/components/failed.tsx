import { useTranslation } from 'react-i18next';

import { ApiError } from '@/api/error';
import { ErrorState } from '@/ui/ErrorState';

/** What could not be read, why, and what helps. */
export function Failed({ error, onRetry, what }: { error: Error; onRetry?: () => void; what?: string }) {
  const { t } = useTranslation('campaigns');
  const gone = error instanceof ApiError && error.status === 404;
  return (
    <ErrorState
      what={gone ? t('error.gone') : (what ?? t('error.what'))}
      why={!gone && error instanceof ApiError && (error.status === 0 || error.status >= 500) ? t('error.server') : gone ? undefined : error.message}
      remedy={gone ? t('error.goneRemedy') : t('error.remedy')}
      requestId={error instanceof ApiError ? error.requestId : undefined}
      detailsLabel={t('error.details')}
      copyLabel={t('error.copy')}
      retryLabel={t('retry')}
      onRetry={gone ? undefined : onRetry}
    />
  );
}
