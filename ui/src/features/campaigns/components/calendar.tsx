import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import type { Day } from '../types';

/** How many messages go out on each day: bars for the eye, and the same as a table for whoever reads it. */
export function Calendar({ days }: { days: Day[] }) {
  const { t } = useTranslation('campaigns');
  const { day, number } = useFormat();
  const shown = days.slice(0, 60);
  const most = Math.max(...shown.map((d) => d.messages), 1);
  const first = shown[0];
  const last = shown.at(-1);
  return (
    <div>
      <div style={{ width: `min(100%, ${Math.max(shown.length * 27, 150)}px)` }}>
      <div aria-hidden="true" className="flex h-16 items-end gap-[3px]">
        {shown.map((d) => (
          <i key={d.date} title={`${day(d.date)}: ${number(d.messages)}`} className="min-w-[3px] max-w-6 flex-1 rounded-t-[3px] bg-c1" style={{ height: `${Math.max(4, (d.messages / most) * 100)}%` }} />
        ))}
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-xs text-ink-3">
        <span>{first ? day(first.date) : ''}</span>
        <span>{last && last !== first ? day(last.date) : ''}</span>
      </div>
      </div>
      <details className="mt-1 text-sm text-ink-3">
        <summary className="cursor-pointer">{t('check.numbers')}</summary>
        <table className="mt-1 text-ink-2 tabular-nums">
          <tbody>
            {shown.map((d) => (
              <tr key={d.date}>
                <th scope="row" className="pr-6 text-left font-normal">
                  {day(d.date)}
                </th>
                <td className="text-right">{number(d.messages)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
