import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Select } from '@/ui/Select';
import { reaches, targets, type Head, type Target } from '../sheet';

type Chosen = Record<number, Target | 'skip' | ''>;

/** Each column with its first rows, and what it is taken for. */
export function ImportMap({ head, chosen, onChange }: { head: Head; chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const { t } = useTranslation('prospects');
  const options = [
    { value: 'guess', label: t('import.guess') },
    { value: 'skip', label: t('import.skip') },
    ...targets.map((target) => ({ value: target as string, label: t(`target.${target}`) })),
  ];
  const values = Object.values(chosen);
  const open = values.includes('') || values.length === 0;
  const problems = [!reaches(chosen) && !open ? t('import.noContact') : null, !values.includes('name') && !open ? t('import.noName') : null].filter((p) => p !== null);
  return (
    <section aria-labelledby="map-title">
      <h2 id="map-title">{t('import.mapTitle')}</h2>
      <p className="mb-3 text-sm text-ink-3">{t('import.mapLead')}</p>
      {problems.map((problem) => (
        <p key={problem} className="mb-3 flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn-ink">
          <TriangleAlert className="mt-0.5 size-4 flex-none" aria-hidden="true" />
          {problem}
        </p>
      ))}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {head.columns.map((column, i) => (
          <li key={i} className="grid grid-cols-[minmax(0,180px)_minmax(0,1fr)_220px] items-center gap-4 px-4 py-3 max-md:grid-cols-1 max-md:gap-2">
            <b className="truncate font-semibold">{column || `${t('import.column')} ${i + 1}`}</b>
            <span className="truncate text-sm text-ink-3" title={head.rows.map((r) => r[i]).join('\n')}>
              <span className="sr-only">{t('import.samples')}: </span>
              {head.rows
                .map((r) => r[i]?.trim())
                .filter(Boolean)
                .join(' · ')}
            </span>
            <Select
              label={`${column}: ${t('import.means')}`}
              value={chosen[i] || 'guess'}
              onValueChange={(v: string) => onChange({ ...chosen, [i]: v === 'guess' ? '' : (v as Target | 'skip') })}
              options={options}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
