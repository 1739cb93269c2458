import { Search, Upload } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useOnline } from '@/app/online';
import { useSearch } from '@/app/search';
import { useCan } from '@/api/session';
import { useLive } from '@/api/realtime';
import { useFormat } from '@/format';
import { Button } from '@/ui/Button';
import { cn } from '@/ui/cn';
import { useIsPhone, useMediaQuery } from '@/ui/media';
import { PageHead } from '@/ui/PageHead';
import { BulkBar } from './components/bulk-bar';
import { usual, type Optional } from './components/columns';
import { Filters } from './components/filters';
import { Keys } from './components/keys';
import { NewPill } from './components/new-pill';
import { Panel } from './components/panel';
import { Rows } from './components/rows';
import { Toolbar } from './components/toolbar';
import { CampaignPick, Views } from './components/views';
import { csvOf, save } from './export';
import { useAvoid } from './avoid';
import { useJudging } from './judging';
import { useCampaigns, useExtras, useFoundCount, useProspects } from './queries';
import { listSearch, queryOf } from './schema';
import { useFresh } from './fresh';
import { useRowKeys } from './row-keys';
import type { Row } from './types';

/** The people found: judged, filtered and looked at one by one. */
export function Component() {
  const { t } = useTranslation('prospects');
  const { number } = useFormat();
  const [search, set] = useSearch(listSearch);
  const write = useCan('write');
  const online = useOnline();
  const phone = useIsPhone();
  const wide = useMediaQuery('(min-width: 1100px)');
  const box = useRef<HTMLInputElement>(null);
  const campaigns = useCampaigns();
  const query = queryOf(search, campaigns.data?.[0]?.id);
  const list = useProspects(query, campaigns.isSuccess);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items ?? []) ?? [], [list.data]);
  const extras = useExtras(list.data?.pages);
  const total = useFoundCount(query.campaign ?? '');
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [focused, setFocused] = useState<string>('');
  const [shown, setShown] = useState<Optional[]>(usual);
  const judging = useJudging(!phone);
  const avoid = useAvoid();
  const fresh = useFresh(query);
  useLive('prospects/*', fresh.take);

  const open = (id: string) => set({ p: id, tab: 'facts' });
  const toggle = (id: string) => setSelected((now) => toggled(now, id));
  const chosen = rows.filter((row) => selected.has(row.id));
  const refuseAndGoOn = (row: Row) => {
    const at = rows.findIndex((r) => r.id === row.id);
    void judging.refuse([row]);
    const next = rows.slice(at + 1).find((r) => r.status !== 'ignored');
    if (next) setFocused(next.id);
  };
  useRowKeys({ rows, focused, setFocused, open, toggle, write: write && online, refuse: refuseAndGoOn, reword: judging.reword, box, close: () => (search.p ? set({ p: '' }) : setSelected(new Set())) });

  const canJudge = write && online;
  const panel = search.p ? (
    <Panel id={search.p} tab={search.tab} setTab={(tab) => set({ tab })} onClose={() => set({ p: '' })} judging={judging} avoid={avoid} side={!phone && wide} />
  ) : null;
  return (
    <div className={cn('-mx-7 -mt-[26px] -mb-16 h-[calc(100dvh-56px)] max-md:-mx-4 max-md:-mt-[18px] max-md:mb-0 max-md:h-auto min-[1472px]:mx-[calc(50%-50vw+118px)]', panel && wide && 'grid grid-cols-[minmax(0,1fr)_384px]')}>
      <div className="relative flex h-full min-h-0 min-w-0 flex-col max-md:h-auto max-md:min-h-[60dvh]">
        <div className="px-6 pt-5 pb-3 max-md:px-4 max-md:pt-4">
          <PageHead
            className="mb-0"
            title={
              <>
                {t('title')} {total.data ? <span className="ml-1 text-[15px] font-normal tabular-nums text-ink-3">{number(total.data)}</span> : null}
              </>
            }
            actions={
              write ? (
                <>
                  <Button variant="secondary" asChild className="max-md:hidden">
                    <Link to={`/prospectos/importar${query.campaign ? `?campaign=${query.campaign}` : ''}`}>
                      <Upload className="size-4" aria-hidden="true" />
                      {t('import.act')}
                    </Link>
                  </Button>
                  <Button variant="primary" asChild>
                    <Link to={query.campaign ? `/campanhas/${query.campaign}/editar/buscar` : '/campanhas/nova'}>
                      <Search className="size-4" aria-hidden="true" />
                      {t('findNew')}
                    </Link>
                  </Button>
                </>
              ) : null
            }
          />
          <Views view={search.view} onView={(view) => set({ view, p: '' })} />
          <div className="mt-3 flex items-center gap-2 max-md:flex-wrap">
            <CampaignPick value={search.campaign} campaigns={campaigns.data ?? []} onChange={(campaign) => set({ campaign, p: '' })} />
            <Filters search={search} set={set} box={box} />
            <Toolbar query={query} shown={shown} setShown={setShown} />
          </div>
        </div>
        {fresh.count > 0 ? <NewPill count={fresh.count} onClick={fresh.bring} /> : null}
        <Rows
          list={list} rows={rows} extras={extras.data} campaigns={campaigns} search={search} set={set} write={write} shown={panel && wide ? shown.filter((key) => key !== 'city') : shown} phone={phone} marked={search.p}
          selected={selected} toggle={toggle} focused={focused} setFocused={setFocused} open={open}
        />
        {rows.length > 0 ? <Keys
          write={write} judging={judging} canApprove={canJudge && search.view === 'judge' && Boolean(query.campaign) && rows.length > 0}
          onApprove={() => query.campaign && void judging.approve(query.campaign, 'rest')} shownCount={rows.length} more={list.hasNextPage}
        /> : null}
        {chosen.length > 0 ? (
          <BulkBar
            count={chosen.length} reason={judging.reason} disabled={!online}
            onApprove={() => void judging.approve('', chosen).then(() => setSelected(new Set()))}
            onRefuse={(why) => void judging.refuse(chosen, why).then(() => setSelected(new Set()))}
            onExport={() => save('prospectos.csv', csvOf(chosen, extras.data))}
            onAvoid={() => avoid.ask(chosen)}
            onClear={() => setSelected(new Set())}
          />
        ) : null}
      </div>
      {panel}
      {avoid.dialog}
    </div>
  );
}

function toggled(now: Set<string>, id: string): Set<string> {
  const next = new Set(now);
  if (!next.delete(id)) next.add(id);
  return next;
}
