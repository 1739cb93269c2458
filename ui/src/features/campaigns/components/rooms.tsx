import { Globe, MessageCircle, Pencil, Search, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useCan } from '@/api/session';
import { useFormat } from '@/format';
import { StateMark } from '@/ui/StateMark';
import { useDrafts, useSearches } from '../queries';
import { roomState, roomTone } from '../rooms';
import { stages, type Campaign, type Progress, type Stage } from '../types';

const icons: Record<Stage, typeof Search> = { search: Search, enrich: Globe, write: Pencil, send: Send, receive: MessageCircle };

/** The five rooms that a person passes: what waits there, what is done now, and whose turn it is. */
export function Rooms({ campaign, progress }: { campaign: Campaign; progress: Progress | undefined }) {
  const { t } = useTranslation('campaigns');
  return (
    <ol aria-label={t('rooms.title')} className="grid grid-cols-5 gap-3 max-[1099px]:grid-cols-3 max-md:grid-cols-2">
      {stages.map((stage) => (
        <Room key={stage} stage={stage} campaign={campaign} progress={progress} />
      ))}
    </ol>
  );
}

function Room({ stage, campaign, progress }: { stage: Stage; campaign: Campaign; progress: Progress | undefined }) {
  const { t } = useTranslation('campaigns');
  const { number, time } = useFormat();
  const drafts = useDrafts(campaign.id).data ?? 0;
  const searches = useSearches(campaign.id).data ?? [];
  const room = progress?.stages.find((s) => s.name === stage);
  const count = progress?.counters;
  const n = (key: 'found' | 'qualified' | 'contacted' | 'replied' | 'failed') => count?.[key] ?? campaign[`${key}_count`];
  const write = useCan('write');
  const turn = roomState(stage, campaign.status, progress, drafts);
  const state = turn === 'yours' && !write ? 'waiting' : turn;
  const open = searches.filter((s) => s.status === 'queued' || s.status === 'running').length;
  const waits = stage === 'search' ? open : stage === 'write' && drafts > 0 ? drafts : (room?.waiting ?? 0);
  const lines: Record<Stage, [string, string]> = {
    search: [t('rooms.found', { count: n('found'), n: number(n('found')) }), searches.some((s) => s.status === 'failed') ? t('rooms.searchFailed') : open > 0 ? t('rooms.searching') : t('rooms.searched')],
    enrich: [room?.doing ? t('rooms.reading', { count: room.doing }) : t('rooms.fit', { count: n('qualified'), n: number(n('qualified')) }), t('rooms.out', { n: number(Math.max(0, n('found') - n('qualified'))) })],
    write: [room?.waiting ? t('rooms.toWrite', { count: room.waiting, n: number(room.waiting) }) : t('rooms.written'), drafts > 0 ? t('rooms.readTime', { count: Math.max(1, Math.round(drafts * 0.3)) }) : campaign.approval === 'manual' ? t('rooms.approvalManual') : t('rooms.approvalAuto')],
    send: [t('rooms.contacted', { count: n('contacted'), n: number(n('contacted')) }), room?.last_at ? t('rooms.lastSent', { when: time(room.last_at) }) : t('rooms.noneSent')],
    receive: [t('rooms.replied', { count: n('replied'), n: number(n('replied')) }), t('rooms.stops')],
  };
  const Icon = icons[stage];
  const link = stage === 'write' && drafts > 0 ? '/revisar' : stage === 'receive' ? '/conversas' : stage === 'search' ? `/prospectos?campaign=${campaign.id}` : null;
  return (
    <li className="relative min-w-0 rounded-lg border border-line bg-surface p-4 shadow-1">
      <div className="flex flex-wrap items-center gap-2">
        <Icon className="size-4 text-primary" aria-hidden="true" />
        <h3 className="text-[15px] font-semibold">{link ? <Cover to={link}>{t(`rooms.name.${stage}`)}</Cover> : t(`rooms.name.${stage}`)}</h3>
        <StateMark tone={roomTone[state]} word={t(`rooms.state.${state}`)} live={state === 'running'} className="md:ml-auto" />
      </div>
      <p className="mt-2 flex items-baseline gap-2">
        <b className="text-2xl font-semibold tabular-nums">{number(waits)}</b>
        <span className="text-sm text-ink-3">{t(stage === 'write' && drafts > 0 ? 'rooms.wait.approve' : `rooms.wait.${stage}`)}</span>
      </p>
      <p className="mt-1 text-sm font-semibold tabular-nums">{lines[stage][0]}</p>
      <p className="truncate text-xs text-ink-3">{lines[stage][1]}</p>
    </li>
  );
}

function Cover({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="after:absolute after:inset-0 after:rounded-lg">
      {children}
    </Link>
  );
}
