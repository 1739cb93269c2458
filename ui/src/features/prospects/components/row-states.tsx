import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ApiError } from '@/api/error';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Skeleton } from '@/ui/Skeleton';
import { filtersOf, type ListSearch } from '../schema';
import { useChipWords } from './filters';

/** Lines where rows will be. */
export function Loading() {
  return (
    <div aria-hidden="true" className="mx-6 flex-1 overflow-hidden rounded-lg border border-line bg-surface max-md:mx-0 max-md:rounded-none max-md:border-x-0">
      {Array.from({ length: 10 }, (_, i) => (
        <div key={i} className="flex h-[52px] items-center gap-4 border-b border-line px-4">
          <Skeleton className="size-7 rounded-md" />
          <Skeleton className="h-3.5 w-48" />
          <Skeleton className="ml-auto h-3.5 w-20" />
          <Skeleton className="h-5 w-24 rounded-full max-md:hidden" />
        </div>
      ))}
    </div>
  );
}

export function Empty({ write }: { write: boolean }) {
  const { t } = useTranslation('prospects');
  return (
    <EmptyState
      drawing="dots"
      title={t('empty.title')}
      text={write ? t('empty.text') : t('empty.viewer')}
      action={
        write ? (
          <Button variant="primary" asChild>
            <Link to="/campanhas/nova">
              <Search className="size-4" aria-hidden="true" />
              {t('empty.act')}
            </Link>
          </Button>
        ) : undefined
      }
    />
  );
}

/** Nobody fits: names the filters and offers to take them off. */
export function NoMatch({ search, onClear }: { search: ListSearch; onClear: () => void }) {
  const { t } = useTranslation('prospects');
  const word = useChipWords(search);
  const parts = [...(search.view === 'best' ? [] : [t(`view.${search.view}`)]), ...filtersOf(search).map(word)];
  return (
    <EmptyState
      drawing="circles"
      title={parts.length > 0 ? t('noMatch.title', { filters: parts.join(', ') }) : t('noMatch.campaign')}
      action={
        <Button variant="secondary" onClick={onClear}>
          {t('noMatch.clear')}
        </Button>
      }
    />
  );
}

export function Failed({ error, onRetry, className }: { error: Error; onRetry: () => void; className?: string }) {
  const { t } = useTranslation('prospects');
  return (
    <ErrorState
      what={t('error.list')}
      why={whyOf(error, t('error.server'))}
      className={className}
      remedy={t('error.remedy')}
      requestId={error instanceof ApiError ? error.requestId : undefined}
      detailsLabel={t('error.details')}
      copyLabel={t('error.copy')}
      retryLabel={t('retry')}
      onRetry={onRetry}
    />
  );
}

/** The server's sentence where it says something; what broke inside is not for people. */
function whyOf(error: Error, server: string): string {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500) ? server : error.message;
}
