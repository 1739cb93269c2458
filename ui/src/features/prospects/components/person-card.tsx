import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import { Avatar } from '@/ui/Avatar';
import type { Extra, Row } from '../types';
import { ProspectState } from './state';
import { WhyLine } from './why-line';

/** A person on the phone: name, where, why, state, and the chance in figures. */
export function PersonCard({ row, extra }: { row: Row; extra: Extra | undefined }) {
  const { t } = useTranslation('prospects');
  const { number } = useFormat();
  return (
    <div className="flex w-full items-start gap-3 px-4 py-3.5">
      <Avatar name={row.name} size="md" square />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[15px] font-semibold">{row.name}</span>
        <span className="block truncate text-[13px] text-ink-3">{[row.category, row.city].filter(Boolean).join(', ')}</span>
        <span className="mt-1 block text-[13px]">
          <WhyLine extra={extra} status={row.status} />
        </span>
        <span className="mt-1.5 block">
          <ProspectState status={row.status} intent={row.intent} />
        </span>
      </span>
      <span className="text-[17px] font-semibold tabular-nums text-primary-ink">
        {number(row.score)}
        <span className="sr-only">{t('column.score')}</span>
      </span>
    </div>
  );
}
