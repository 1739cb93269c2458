import { Ban, Ellipsis, MessageCircle, RotateCcw, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useOnline } from '@/app/online';
import { useCan } from '@/api/session';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { IconButton } from '@/ui/IconButton';
import { Kbd } from '@/ui/Kbd';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/Menu';
import { Sheet } from '@/ui/Sheet';
import { Skeleton } from '@/ui/Skeleton';
import { Tab, Tabs, TabsList, TabsPanel } from '@/ui/Tabs';
import type { useAvoid } from '../avoid';
import type { useJudging } from '../judging';
import { useProspect } from '../queries';
import type { ListSearch } from '../schema';
import type { Detail } from '../types';
import { Facts } from './facts';
import { History } from './history';
import { Place } from './place';
import { Failed } from './row-states';
import { Slips } from './slips';

type TabName = ListSearch['tab'];

interface Props {
  id: string;
  tab: TabName;
  setTab: (tab: TabName) => void;
  onClose: () => void;
  judging: ReturnType<typeof useJudging>;
  avoid: ReturnType<typeof useAvoid>;
  /** Beside the table; otherwise a sheet over it, which on the phone is the whole page. */
  side: boolean;
}

/** All that is known of one person, beside the list they were found in. */
export function Panel(props: Props) {
  const { t } = useTranslation('prospects');
  const person = useProspect(props.id);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (props.side) title.current?.focus({ preventScroll: true });
  }, [props.id, props.side]);
  const inside = person.error ? (
    <Failed error={person.error} onRetry={() => void person.refetch()} />
  ) : person.data ? (
    <Inside {...props} person={person.data} />
  ) : (
    <Waiting />
  );
  if (!props.side) {
    return (
      <Sheet open onOpenChange={(open) => !open && props.onClose()} title={person.data?.name ?? t('panel.title')} side="right" closeLabel={t('panel.close')} className="max-md:w-screen max-md:border-l-0">
        {inside}
      </Sheet>
    );
  }
  return (
    <aside aria-labelledby="panel-title" className="min-h-0 overflow-y-auto border-l border-line bg-surface p-5">
      <div className="mb-4 flex items-start gap-3">
        {person.data ? <Avatar name={person.data.name} size="lg" square /> : <Skeleton className="size-12 rounded-[14px]" />}
        <div className="min-w-0 flex-1">
          <h2 id="panel-title" ref={title} tabIndex={-1} className="text-lg font-semibold outline-none">
            {person.data?.name ?? t('panel.title')}
          </h2>
          <p className="text-sm text-ink-3">{person.data ? [person.data.category, person.data.city].filter(Boolean).join(', ') : ''}</p>
        </div>
        <IconButton label={t('panel.close')} shortcut="Esc" icon={<X />} size="sm" onClick={props.onClose} />
      </div>
      {inside}
    </aside>
  );
}

function Inside({ person, tab, setTab, judging, avoid, side }: Props & { person: Detail }) {
  const { t } = useTranslation('prospects');
  return (
    <>
      {side ? null : <p className="-mt-1 mb-3 text-sm text-ink-3">{[person.category, person.city].filter(Boolean).join(', ')}</p>}
      <Acts person={person} judging={judging} avoid={avoid} />
      <Tabs value={tab} onValueChange={(v) => setTab(v as TabName)} className="mt-4">
        <TabsList look="pill" className="flex w-full overflow-x-auto" aria-label={t('panel.tabs')}>
          {(['facts', 'history', 'map', 'why'] as const).map((name) => (
            <Tab key={name} value={name} className="px-1.5 text-[13px]">
              {t(`tab.${name}`)}
            </Tab>
          ))}
        </TabsList>
        <TabsPanel value="facts" className="pt-4">
          <Facts person={person} />
        </TabsPanel>
        <TabsPanel value="history" className="pt-4">
          <History person={person} />
        </TabsPanel>
        <TabsPanel value="map" className="pt-4">
          <Place person={person} />
        </TabsPanel>
        <TabsPanel value="why" className="pt-4">
          <Slips person={person} />
        </TabsPanel>
      </Tabs>
    </>
  );
}

/** One primary act: the talk where there is one; refusing is a key, and what is rare is in the menu. */
function Acts({ person, judging, avoid }: Pick<Props, 'judging' | 'avoid'> & { person: Detail }) {
  const { t } = useTranslation('prospects');
  const write = useCan('write');
  const online = useOnline();
  const spoken = person.status === 'replied' || person.status === 'contacted' || person.status === 'converted';
  if (!write && !spoken) return null;
  return (
    <div className="flex gap-2">
      {spoken ? (
        <Button variant="primary" asChild className="flex-1">
          <Link to={`/conversas/${person.id}`}>
            <MessageCircle aria-hidden="true" />
            {t('panel.talk')}
          </Link>
        </Button>
      ) : null}
      {write && person.status === 'ignored' && person.intent !== 'opt_out' ? (
        <Button variant="secondary" className="flex-1" icon={<RotateCcw />} disabled={!online} onClick={() => void judging.restore([person])}>
          {t('panel.restore')}
        </Button>
      ) : null}
      {write && person.status === 'found' ? (
        <>
          {!person.judged_at ? (
            <Button variant="primary" className="flex-1" disabled={!online} onClick={() => void judging.approve(person.campaign, [person])}>
              {t('bulk.approve')}
            </Button>
          ) : null}
          <Button variant="secondary" className="flex-1" disabled={!online} onClick={() => void judging.refuse([person])}>
            {t('bulk.refuse')}
            <Kbd>{'X'}</Kbd>
          </Button>
        </>
      ) : null}
      {write ? (
        <Menu>
          <MenuTrigger asChild>
            <IconButton label={t('panel.more')} variant="secondary" icon={<Ellipsis />} />
          </MenuTrigger>
          <MenuContent>
            <MenuItem asChild>
              <Link to={`/campanhas/${person.campaign}`}>{t('panel.campaign')}</Link>
            </MenuItem>
            <MenuItem tone="bad" icon={<Ban />} onSelect={() => avoid.ask([person])}>
              {t('avoid.act')}
            </MenuItem>
          </MenuContent>
        </Menu>
      ) : null}
    </div>
  );
}

function Waiting() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
      {Array.from({ length: 6 }, (_, i) => (
        <Skeleton key={i} className="h-9 w-full" />
      ))}
    </div>
  );
}
