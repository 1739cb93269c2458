import { Check, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/ui/Button';
import type { Saving } from '../saving';

/** Whether what was written is kept, and since when. */
export function SavedLine({ saving, online }: { saving: Saving; online: boolean }) {
  const { t } = useTranslation('campaigns');
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!saving.at) return;
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, [saving.at]);
  const seconds = Math.max(1, Math.round((Math.max(now, saving.at) - saving.at) / 1000));
  const [Icon, words] = !online
    ? [CloudOff, t('saved.offline')]
    : saving.failed
      ? [TriangleAlert, t('saved.failed')]
      : saving.busy
        ? [LoaderCircle, t('saved.busy')]
        : saving.at
          ? [Check, seconds < 60 ? t('saved.seconds', { count: seconds }) : t('saved.minutes', { count: Math.floor(seconds / 60) })]
          : [Check, t('saved.all')];
  return (
    <p role="status" className="flex min-w-0 items-center gap-2 text-sm text-ink-3">
      <Icon className="size-4 flex-none" aria-hidden="true" />
      <span className="truncate">{words}</span>
      {saving.failed && online ? (
        <Button variant="quiet" size="sm" onClick={saving.again}>
          {t('retry')}
        </Button>
      ) : null}
    </p>
  );
}
