import { useQueryClient } from '@tanstack/react-query';
import { Plus, Search, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { keys } from '@/api/keys';
import { useAct } from '@/api/mutation';
import { useLive } from '@/api/realtime';
import { useSession } from '@/api/session';
import { useFormat } from '@/format';
import { Button } from '@/ui/Button';
import { Checkbox } from '@/ui/Checkbox';
import { Field } from '@/ui/Field';
import { IconButton } from '@/ui/IconButton';
import { Input } from '@/ui/Input';
import { SearchList } from '../components/search-list';
import { areaOf, qualificationOf, sourcesOf, tidy, type Source } from '../draft';
import { find, useEstimate, useSearches } from '../queries';
import { errorOf, type Saving } from '../saving';
import type { Campaign } from '../types';

/** Step 1: whom to look for and where, what that may bring and cost, and the click that looks. */
export function Find({ campaign, saving }: { campaign: Campaign; saving: Saving }) {
  const { t } = useTranslation('campaigns');
  const { workspace } = useSession();
  const client = useQueryClient();
  const sources = sourcesOf(campaign);
  const q = qualificationOf(campaign);
  const searches = useSearches(campaign.id);
  const rest = (campaign.search_config as { refresh_hours?: number } | null) ?? {};
  const put = (next: Source[]) => saving.save({ search_config: { refresh_hours: 24, ...rest, sources: next } });
  const change = (i: number, part: Partial<Source>) => put(sources.map((s, j) => (j === i ? { ...s, ...part } : s)));
  const look = useAct<void, { searches: string[] }>({
    run: () => find(campaign.id),
    success: (_, a) => t('find.begun', { count: a.searches.length }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.of(workspace.id, 'searches') }),
  });
  useLive(`campaigns/${campaign.id}/progress`, () => {
    void client.invalidateQueries({ queryKey: keys.list(workspace.id, 'searches', { campaign: campaign.id }) });
    void client.invalidateQueries({ queryKey: keys.one(workspace.id, 'campaigns', campaign.id) });
  }, (searches.data ?? []).some((s) => s.status === 'queued' || s.status === 'running'));
  const ready = sources.length > 0 && sources.every((s) => s.type !== 'openstreetmap' || (s.query && s.area));
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-col gap-3">
        {sources.map((source, i) => (
          <SourceLine key={i} source={source} error={errorOf(saving.errors, `search_config.sources[${i}]`)} onChange={(part) => void change(i, part)} onRemove={sources.length > 1 ? () => void put(sources.filter((_, j) => j !== i)) : undefined} />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-4">
        <Button variant="quiet" size="sm" icon={<Plus />} onClick={() => void put([...sources, { type: 'openstreetmap', query: sources.at(-1)?.query || t('find.firstNiche'), area: sources.at(-1)?.area || t('find.firstArea'), limit: 500 }])}>
          {t('find.more')}
        </Button>
        <Checkbox label={t('find.noSite')} checked={q.has_website === false} onCheckedChange={(on) => void saving.save({ qualification: tidy({ ...q, has_website: on ? false : undefined }) })} />
      </div>
      {ready ? <EstimateLine sources={sources} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button variant={campaign.found_count > 0 ? 'secondary' : 'primary'} size="lg" icon={<Search />} loading={look.isPending || saving.busy} disabled={!ready} onClick={() => look.mutate()}>
          {campaign.found_count > 0 ? t('find.again') : t('find.go')}
        </Button>
        <Button variant="quiet" asChild>
          <Link to={`/prospectos/importar?campaign=${campaign.id}`}>{t('find.import')}</Link>
        </Button>
      </div>
      <SearchList campaign={campaign} searches={searches.data ?? []} />
    </div>
  );
}

function SourceLine({ source, error, onChange, onRemove }: { source: Source; error?: string; onChange: (part: Partial<Source>) => void; onRemove?: () => void }) {
  const { t } = useTranslation('campaigns');
  if (source.type !== 'openstreetmap') {
    return (
      <li className="flex items-center gap-3 rounded-lg border border-line bg-surface p-4">
        <b className="font-semibold">{source.type.replaceAll('_', ' ')}</b>
        <span className="min-w-0 flex-1 truncate text-sm text-ink-3">{source.query ?? ''}</span>
        {onRemove ? <IconButton label={t('find.remove')} icon={<Trash2 />} onClick={onRemove} /> : null}
      </li>
    );
  }
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_110px_36px] items-start gap-3 rounded-lg border border-line bg-surface p-4 max-[699px]:grid-cols-1">
      <Field label={t('find.niche')} error={error}>
        {(control) => <Input {...control} key={source.query} defaultValue={source.query} placeholder={t('find.nicheExample')} onBlur={(e) => onChange({ query: e.target.value.trim() })} />}
      </Field>
      <Field label={t('find.city')}>
        {(control) => <Input {...control} key={source.area} defaultValue={source.area} placeholder={t('find.cityExample')} onBlur={(e) => onChange({ area: areaOf(e.target.value) })} />}
      </Field>
      <Field label={t('find.most')}>
        {(control) => (
          <Input
            {...control}
            key={source.limit}
            inputMode="numeric"
            defaultValue={source.limit ?? ''}
            onBlur={(e) => onChange({ limit: Math.max(1, Math.min(10_000, Math.round(Number(e.target.value)))) || undefined })}
          />
        )}
      </Field>
      {onRemove ? <IconButton label={t('find.remove')} icon={<Trash2 />} className="mt-[26px] max-[699px]:mt-0" onClick={onRemove} /> : <span />}
    </li>
  );
}

/** What the click would bring and cost, before it. */
function EstimateLine({ sources }: { sources: Source[] }) {
  const { t } = useTranslation('campaigns');
  const { number, micros } = useFormat();
  const estimate = useEstimate(sources);
  if (!estimate.data) return <p className="text-sm text-ink-3">{estimate.error ? t('find.noEstimate') : t('find.estimating')}</p>;
  const known = estimate.data.every((e) => e.expected !== null);
  const expected = estimate.data.reduce((sum, e) => sum + (e.expected ?? 0), 0);
  const most = estimate.data.reduce((sum, e) => sum + (e.most ?? 0), 0);
  const cost = estimate.data.reduce((sum, e) => sum + e.cost_micros, 0);
  return (
    <p className="rounded-md bg-sunken px-4 py-3 text-sm text-ink-2">
      <b className="font-semibold text-ink-1">{known ? t('find.expected', { count: expected, n: number(expected) }) : t('find.upTo', { n: number(most) })}</b>{' '}
      {cost > 0 ? t('find.costs', { price: micros(cost) }) : t('find.free')} {known ? '' : t('find.firstTime')}
    </p>
  );
}
