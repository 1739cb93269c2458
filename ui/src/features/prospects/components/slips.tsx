import { Check, Shield } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import { EmptyState } from '@/ui/EmptyState';
import { Skeleton } from '@/ui/Skeleton';
import { useSlips, type Slip } from '../queries';
import type { Detail } from '../types';
import { useFactWords } from './fact-words';
import { Failed } from './row-states';

const rules = ['opt_in', 'window_24h', 'window_7d', 'recorded_basis', 'legal_basis', 'assisted'] as const;
const bases = ['legitimate_interest', 'consent'] as const;

/** Why each message was allowed, as it was when it left. */
export function Slips({ person }: { person: Detail }) {
  const { t } = useTranslation('prospects');
  const slips = useSlips(person.id);
  if (slips.isPending) return <Skeleton className="h-24 w-full" />;
  if (slips.error) return <Failed error={slips.error} onRetry={() => void slips.refetch()} />;
  const gone = slips.data.filter((slip) => slip.permission);
  if (gone.length === 0) return <EmptyState drawing="hand" title={t('slip.none')} text={t('slip.noneText')} />;
  return (
    <ul className="flex flex-col gap-3">
      {gone.map((slip) => (
        <OneSlip key={slip.id} slip={slip} />
      ))}
    </ul>
  );
}

function OneSlip({ slip }: { slip: Slip }) {
  const { t } = useTranslation('prospects');
  const { dateTime, number } = useFormat();
  const words = useFactWords();
  const p = slip.permission;
  if (!p) return null;
  const rule = rules.find((r) => r === p.rule);
  const basis = bases.find((b) => b === p.basis);
  const lines = [
    basis ? t(`basis.${basis}`) : null,
    p.source ? t('slip.source', { source: words.source(p.source.source), when: dateTime(p.source.at) }) : null,
    t('slip.optOut', { when: dateTime(p.opt_out.at) }),
    ...(p.limits ?? []).filter((l) => l.limit > 0).slice(0, 2).map((l) => t('slip.limit', { used: number(l.used), limit: number(l.limit) })),
  ].filter((line) => line !== null);
  return (
    <li className="rounded-md border border-line p-3.5">
      <div className="mb-1.5 flex items-center gap-2">
        <Shield className="size-4 text-ok-ink" aria-hidden="true" />
        <b className="text-sm font-semibold">{rule ? t(`rule.${rule}`) : p.rule}</b>
        <time className="ml-auto text-xs tabular-nums text-ink-3" dateTime={p.at}>
          {dateTime(p.at)}
        </time>
      </div>
      <ul className="text-[13.5px] text-ink-2">
        {lines.map((line) => (
          <li key={line} className="flex items-start gap-2 py-0.5">
            <Check className="mt-1 size-3 flex-none text-ok-ink" aria-hidden="true" />
            {line}
          </li>
        ))}
      </ul>
    </li>
  );
}
