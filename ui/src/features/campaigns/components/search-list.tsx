import { useQueryClient } from '@tanstack/react-query';
import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { keys } from '@/api/keys';
import { useAct } from '@/api/mutation';
import { useSession } from '@/api/session';
import { useFormat } from '@/format';
import { Button } from '@/ui/Button';
import { StateMark } from '@/ui/StateMark';
import { stopSearch } from '../queries';
import type { Campaign, Search } from '../types';

const tones = { queued: 'idle', running: 'ok', done: 'ok', failed: 'bad' } as const;

/** The searches of a campaign, the newest first; one that runs can be stopped, and what came stays. */
export function SearchList({ campaign, searches }: { campaign: Campaign; searches: Search[] }) {
  const { t } = useTranslation('campaigns');
  const { number } = useFormat();
  const { workspace } = useSession();
  const client = useQueryClient();
  const stop = useAct<string, void>({
    run: stopSearch,
    success: () => t('find.stopped'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.list(workspace.id, 'searches', { campaign: campaign.id }) }),
  });
  if (searches.length === 0) return null;
  return (
    <section aria-labelledby="searches-title">
      <h2 id="searches-title" className="mb-2">
        {t('find.searches')}
      </h2>
      <ul className="max-h-[340px] divide-y divide-line overflow-y-auto rounded-lg border border-line bg-surface">
        {searches.map((s) => (
          <li key={s.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <span className="min-w-0 flex-1">
              <b className="block truncate font-semibold">{s.source.query ?? s.source.type}</b>
              <span className="block truncate text-xs text-ink-3">{s.status === 'failed' && s.error ? s.error : s.source.area}</span>
            </span>
            <span className="text-sm tabular-nums text-ink-2">{t('row.found', { count: s.found, n: number(s.found) })}</span>
            <StateMark tone={tones[s.status]} word={t(`find.state.${s.status}`)} live={s.status === 'running'} />
            {s.status === 'queued' || s.status === 'running' ? (
              <Button variant="secondary" size="sm" icon={<Square />} onClick={() => stop.mutate(s.id)}>
                {t('find.stop')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
