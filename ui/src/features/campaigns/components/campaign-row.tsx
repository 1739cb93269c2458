import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { sentence } from '@/api/reason';
import { useFormat } from '@/format';
import { MiniBar } from '@/ui/MiniBar';
import { useWhy } from '../queries';
import { roomsOf } from '../rooms';
import type { Campaign } from '../types';
import { CampaignState } from './state';

/** A campaign in the list: its state, how far its people are, what it brought and cost, and why it waits. */
export function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { number, micros } = useFormat();
  const live = campaign.status === 'active' || campaign.status === 'paused';
  const why = useWhy(campaign.id, live);
  const line = why.data?.sending ? t('why.sendingShort') : why.data ? sentence(why.data.message) : campaign.status === 'draft' ? t('row.draft') : '';
  const parts = roomsOf(campaign).map(({ key, value, tone }) => ({ value, tone, label: t(`row.part.${key}`, { n: number(value) }) }));
  const to = campaign.status === 'draft' ? `/campanhas/${campaign.id}/editar/buscar` : `/campanhas/${campaign.id}`;
  return (
    <li className="relative rounded-lg border border-line bg-surface px-[18px] py-4 shadow-1 transition-colors hover:border-line-strong max-md:px-4">
      <div className="grid grid-cols-[minmax(0,1.4fr)_minmax(120px,1fr)_90px_110px] items-center gap-x-6 gap-y-3 max-md:grid-cols-2">
        <div className="min-w-0 max-md:col-span-2">
          <div className="flex flex-wrap items-center gap-2.5">
            <Link to={to} className="truncate text-[15px] font-semibold after:absolute after:inset-0 after:rounded-lg">
              {campaign.name}
            </Link>
            <CampaignState status={campaign.status} />
          </div>
          <p className="mt-1 truncate text-sm text-ink-2">{line}</p>
        </div>
        <div className="max-md:col-span-2">
          <MiniBar parts={parts} />
          <p className="mt-1.5 text-xs tabular-nums text-ink-3">{t('row.found', { count: campaign.found_count, n: number(campaign.found_count) })}</p>
        </div>
        <Figure value={number(campaign.replied_count)} label={t('row.replies', { count: campaign.replied_count })} />
        <Figure value={micros(campaign.cost_micros)} label={t('row.cost')} />
      </div>
    </li>
  );
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div className="text-right max-md:text-left">
      <b className="block text-lg font-semibold tabular-nums leading-tight">{value}</b>
      <span className="text-xs text-ink-3">{label}</span>
    </div>
  );
}
