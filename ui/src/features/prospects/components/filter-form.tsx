import { useTranslation } from 'react-i18next';

import { Field } from '@/ui/Field';
import { Input } from '@/ui/Input';
import { Select } from '@/ui/Select';
import { intents, statuses, type ListSearch } from '../schema';

/** Radix's select knows no empty value: this stands for "any". */
const any = 'any';

/** The filters by themselves; each acts at once, so that the list behind shows what it does. */
export function FilterForm({ search, set }: { search: ListSearch; set: (patch: Partial<ListSearch>) => void }) {
  const { t } = useTranslation('prospects');
  const choice = <T extends string>(value: T | '', on: (value: T | '') => void, list: readonly T[], word: (value: T) => string, label: string) => (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value || any}
          onValueChange={(v: string) => on(v === any ? '' : (v as T))}
          options={[{ value: any, label: t('filter.any') }, ...list.map((v) => ({ value: v, label: word(v) }))]}
        />
      )}
    </Field>
  );
  return (
    <div className="flex flex-col gap-3.5">
      <Field label={t('filter.city')}>
        {(props) => (
          <Input
            {...props}
            key={search.city}
            defaultValue={search.city}
            onBlur={(e) => set({ city: e.target.value })}
            onKeyDown={(e) => e.key === 'Enter' && set({ city: e.currentTarget.value })}
          />
        )}
      </Field>
      {choice(search.site, (site) => set({ site }), ['true', 'false'] as const, (v) => t(v === 'true' ? 'filter.withSite' : 'filter.noSite'), t('filter.site'))}
      {choice(search.status, (status) => set({ status }), statuses, (v) => t(`state.${v}`), t('filter.status'))}
      {choice(
        search.intent,
        (intent) => set({ intent }),
        intents.filter((v) => v !== 'other'),
        (v) => t(`state.${v as Exclude<typeof v, 'other'>}`),
        t('filter.intent'),
      )}
      {choice(
        search.min ? (String(search.min) as '50') : '',
        (min) => set({ min: Number(min || 0) }),
        ['30', '50', '70', '85'] as const,
        (v) => t('filter.minChip', { n: v }),
        t('filter.min'),
      )}
    </div>
  );
}
