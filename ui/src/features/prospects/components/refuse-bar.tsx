import { useTranslation } from 'react-i18next';

import { Chip } from '@/ui/Chip';
import { Kbd } from '@/ui/Kbd';
import { refusals, type Refusal } from '../schema';

/** The reasons a refusal may have, each with its number key. */
export function RefuseBar({ reason, onPick, title, className }: { reason: Refusal; onPick: (reason: Refusal) => void; title: string; className?: string }) {
  const { t } = useTranslation('prospects');
  return (
    <div role="group" aria-label={title} className={className}>
      <span className="mr-1 text-xs text-ink-3">{title}</span>
      {refusals.map((code, i) => (
        <Chip key={code} selected={code === reason} onClick={() => onPick(code)}>
          <span>{t(`refusal.${code}`)}</span> <Kbd>{i + 1}</Kbd>
        </Chip>
      ))}
    </div>
  );
}
