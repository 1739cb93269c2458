import { Ban, Check, Download, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/ui/Button';
import { IconButton } from '@/ui/IconButton';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/Popover';
import type { Refusal } from '../schema';
import { RefuseBar } from './refuse-bar';

interface Props {
  count: number;
  reason: Refusal;
  disabled?: boolean;
  onApprove: () => void;
  onRefuse: (reason: Refusal) => void;
  onExport: () => void;
  onAvoid: () => void;
  onClear: () => void;
}

/** What can be done to everybody who is selected, at the bottom where the thumb is. */
export function BulkBar({ count, reason, disabled, onApprove, onRefuse, onExport, onAvoid, onClear }: Props) {
  const { t } = useTranslation('prospects');
  const [asking, setAsking] = useState(false);
  return (
    <div
      role="toolbar"
      aria-label={t('bulk.title')}
      className="fixed inset-x-4 bottom-20 z-20 flex flex-wrap md:w-max md:flex-nowrap items-center gap-2 rounded-lg border border-line-strong bg-raised p-2 pl-4 shadow-[var(--shadow-3)] md:absolute md:inset-x-auto md:bottom-12 md:left-1/2 md:-translate-x-1/2"
    >
      <b className="mr-1 tabular-nums">{t('bulk.count', { count })}</b>
      <Button variant="secondary" size="sm" icon={<Check className="size-4" />} onClick={onApprove} disabled={disabled}>
        {t('bulk.approve')}
      </Button>
      <Popover open={asking} onOpenChange={setAsking}>
        <PopoverTrigger asChild>
          <Button variant="secondary" size="sm" icon={<X className="size-4" />} disabled={disabled}>
            {t('bulk.refuse')}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-64" aria-label={t('bulk.refuse')}>
          <RefuseBar
            title={t('judge.why')}
            reason={reason}
            className="flex flex-wrap items-center gap-1.5"
            onPick={(why) => {
              setAsking(false);
              onRefuse(why);
            }}
          />
        </PopoverContent>
      </Popover>
      <Button variant="quiet" size="sm" icon={<Download className="size-4" />} onClick={onExport}>
        {t('bulk.export')}
      </Button>
      <Button variant="quiet" size="sm" icon={<Ban className="size-4" />} onClick={onAvoid} disabled={disabled}>
        {t('avoid.act')}
      </Button>
      <IconButton label={t('bulk.clear')} icon={<X className="size-4" />} onClick={onClear} />
    </div>
  );
}
