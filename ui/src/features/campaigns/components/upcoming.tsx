import { useQueryClient } from '@tanstack/react-query';
import { Camera, Hand, Mail, MessageCircle, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useOnline } from '@/app/online';
import { useAct } from '@/api/mutation';
import { keys } from '@/api/keys';
import { useReason } from '@/api/reason';
import { useSearch } from '@/app/search';
import { useCan, useSession } from '@/api/session';
import { useFormat } from '@/format';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { Card, CardBody, CardHead } from '@/ui/Card';
import { IconButton } from '@/ui/IconButton';
import { Skeleton } from '@/ui/Skeleton';
import { Tab, Tabs, TabsList } from '@/ui/Tabs';
import { judge, useUpcoming } from '../queries';
import { liveSearch } from '../schema';
import type { Campaign, Coming, Upcoming as Day } from '../types';
import { Failed } from './failed';

const few = 5;

/** Who gets something today or tomorrow and why; somebody who should not is taken out by one tap, and back by another. */
export function Upcoming({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const [{ dia }, set] = useSearch(liveSearch);
  const day = dia === 'amanha' ? 'tomorrow' : 'today';
  const coming = useUpcoming(campaign.id, day);
  const [all, setAll] = useState(false);
  const items = coming.data?.items ?? [];
  return (
    <Card aria-labelledby="coming-title">
      <CardHead
        id="coming-title"
        title={t('coming.title')}
        actions={
          <Tabs value={dia} onValueChange={(v) => set({ dia: v as typeof dia })}>
            <TabsList look="pill" aria-label={t('coming.day')}>
              <Tab value="hoje">{t('coming.today')}</Tab>
              <Tab value="amanha">{t('coming.tomorrow')}</Tab>
            </TabsList>
          </Tabs>
        }
      />
      {coming.error && !coming.data ? (
        <CardBody>
          <Failed error={coming.error} onRetry={() => void coming.refetch()} />
        </CardBody>
      ) : coming.isPending ? (
        <CardBody aria-hidden="true" className="flex flex-col gap-3">
          {[0, 1, 2].map((i) => (
            <Skeleton key={i} className="h-9 w-full" />
          ))}
        </CardBody>
      ) : items.length === 0 ? (
        <CardBody>
          <p className="text-ink-2">{t(day === 'today' ? 'coming.noneToday' : 'coming.noneTomorrow')}</p>
        </CardBody>
      ) : (
        <>
          <ul className="mt-2">
            {(all ? items : items.slice(0, few)).map((one) => (
              <Line key={one.message || one.prospect.id} one={one} campaign={campaign} day={day} />
            ))}
          </ul>
          {items.length > few ? (
            <div className="px-3 pb-3">
              <Button variant="quiet" size="sm" onClick={() => setAll(!all)}>
                {all ? t('coming.fewer') : t('coming.all', { count: items.length })}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}

function Line({ one, campaign, day }: { one: Coming; campaign: Campaign; day: string }) {
  const { t } = useTranslation('campaigns');
  const { time } = useFormat();
  const write = useCan('write');
  const online = useOnline();
  const reason = useReason();
  const client = useQueryClient();
  const { workspace } = useSession();
  const key = keys.route(workspace.id, 'upcoming', { id: campaign.id, day });
  const again = () => client.invalidateQueries({ queryKey: key });
  const remove = useAct<void, unknown>({
    run: () => judge({ campaign: campaign.id, refuse: [{ id: one.prospect.id, reason: 'out_of_profile' }] }),
    optimistic: () => {
      const before = client.getQueryData<Day>(key);
      client.setQueryData<Day>(key, (d) => (d ? { ...d, items: (d.items ?? []).filter((i) => i.prospect.id !== one.prospect.id) } : d));
      return () => client.setQueryData(key, before);
    },
    success: () => t('coming.removed', { name: one.prospect.name }),
    undo: () => judge({ campaign: campaign.id, restore: [one.prospect.id] }).then(again),
    onSuccess: again,
  });
  const hand = campaign.accounts.length === 0;
  const Icon = hand ? Hand : one.channel === 'email' ? Mail : one.channel === 'instagram' ? Camera : MessageCircle;
  return (
    <li className="flex min-h-[53px] items-center gap-3 border-t border-line px-[18px] py-1.5 first:border-0">
      <time dateTime={one.at} className="w-11 flex-none font-semibold tabular-nums">
        {time(one.at)}
      </time>
      <Avatar name={one.prospect.name} square />
      <div className="min-w-0 flex-1">
        <Link to={`/prospectos?campaign=${campaign.id}&p=${one.prospect.id}`} className="block truncate font-semibold hover:underline">
          {one.prospect.name}
        </Link>
        <p className="truncate text-xs text-ink-3">{one.status === 'draft' ? t('coming.toApprove') : one.message === '' ? t('coming.toWrite') : one.step > 0 ? t('coming.followUp', { n: one.step }) : one.reason.code === 'first_message' ? t('coming.first') : reason(one.reason)}</p>
      </div>
      <Icon className="size-4 flex-none text-ink-3" aria-hidden="true" />
      {write ? <IconButton size="sm" label={t('coming.remove', { name: one.prospect.name })} icon={<X />} disabled={!online} onClick={() => remove.mutate()} /> : null}
    </li>
  );
}
