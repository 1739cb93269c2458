import { Plus, Search } from 'lucide-react';
import { useEffect, useId, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { useIsPhone } from '@/ui/media';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/Popover';
import { Sheet } from '@/ui/Sheet';
import { useRefusalWords } from './why-line';
import { filtersOf, noFilters, type ListSearch } from '../schema';
import { FilterForm } from './filter-form';

interface Props {
  search: ListSearch;
  set: (patch: Partial<ListSearch>) => void;
  box: RefObject<HTMLInputElement | null>;
}

/** Full-text box and chips: what is filtered, each to be taken off by itself. */
export function Filters({ search, set, box }: Props) {
  const { t } = useTranslation('prospects');
  const label = useChipWords(search);
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const chips = filtersOf(search).filter((key) => key !== 'q');
  return (
    <div className="flex min-w-0 items-center gap-2 overflow-x-auto py-0.5 max-md:flex-1 [scrollbar-width:none]">
      <TextBox value={search.q} onChange={(q) => set({ q })} box={box} />
      {chips.map((key) => (
        <Chip key={key} selected removeLabel={t('filter.remove', { what: label(key) })} onRemove={() => set({ [key]: noFilters[key] })}>
          {label(key)}
        </Chip>
      ))}
      {phone ? (
        <>
          <Button variant="secondary" size="sm" className="rounded-full" icon={<Plus aria-hidden="true" />} onClick={() => setOpen(true)}>
            {t('filter.add')}
          </Button>
          <Sheet open={open} onOpenChange={setOpen} side="bottom" title={t('filter.add')} closeLabel={t('panel.close')}>
            <FilterForm search={search} set={set} />
          </Sheet>
        </>
      ) : (
        <Popover>
          <PopoverTrigger asChild>
            <Button variant="secondary" size="sm" className="rounded-full" icon={<Plus aria-hidden="true" />}>
              {t('filter.add')}
            </Button>
          </PopoverTrigger>
          <PopoverContent className="w-72" aria-label={t('filter.add')}>
            <FilterForm search={search} set={set} />
          </PopoverContent>
        </Popover>
      )}
    </div>
  );
}

/** The box writes to the address when the typing rests. */
function TextBox({ value, onChange, box }: { value: string; onChange: (q: string) => void; box: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('prospects');
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label
      htmlFor={id}
      className="flex h-9 w-52 flex-none max-md:w-40 items-center gap-2 rounded-full border border-field bg-surface px-3 text-ink-3 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-ring pointer-coarse:h-11"
    >
      <Search className="size-4 flex-none" aria-hidden="true" />
      <span className="sr-only">{t('filter.text')}</span>
      <input
        id={id}
        ref={box}
        type="search"
        value={text}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Escape') return;
          setText('');
          e.currentTarget.blur();
        }}
        placeholder={t('filter.text')}
        className="w-full bg-transparent text-[13px] text-ink-1 outline-none placeholder:text-ink-3 max-sm:text-base"
      />
    </label>
  );
}

/** The words of a filter that is set. */
export function useChipWords(search: ListSearch) {
  const { t } = useTranslation('prospects');
  const { number } = useFormat();
  const refused = useRefusalWords();
  return (key: ReturnType<typeof filtersOf>[number]): string => {
    switch (key) {
      case 'q':
        return `“${search.q}”`;
      case 'city':
        return search.city;
      case 'site':
        return refused(search.site === 'true' ? 'has_website' : 'no_website');
      case 'min':
        return t('filter.minChip', { n: number(search.min) });
      case 'status':
        return search.status ? t(`state.${search.status}`) : '';
      case 'intent':
        return search.intent ? t(`state.${search.intent === 'other' ? 'replied' : search.intent}`) : '';
    }
  };
}
