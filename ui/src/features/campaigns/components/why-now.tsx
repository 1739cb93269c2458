import { Coffee, CircleCheck, CirclePause, Clock, TriangleAlert, Wallet } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { sentence } from '@/api/reason';
import { useCan } from '@/api/session';
import { useFormat } from '@/format';
import { Button } from '@/ui/Button';
import { Skeleton } from '@/ui/Skeleton';
import { WhyBar } from '@/ui/WhyBar';
import type { Campaign, GateState, Why } from '../types';
import { gatesShown, remedyOf, toneOf } from '../why';
import { Failed } from './failed';

const icons: Record<string, typeof Clock> = { outside_window: Coffee, campaign_paused: CirclePause, workspace_paused: CirclePause, budget_reached: Wallet };

const titles = [
  'outside_window', 'campaign_paused', 'workspace_paused', 'not_active', 'limit_reached', 'gap', 'budget_reached', 'awaiting_approval',
  'awaiting_selection', 'messages_held', 'assisted_waiting', 'account_blocked', 'account_expired', 'account_missing', 'account_breaker',
  'quality_red', 'price_unknown', 'retry_later', 'nothing_pending', 'nothing_due', 'preparing', 'not_started', 'campaign_completed', 'global_stop',
  'journal_unwritable', 'send_locked',
] as const;

/** Always there: whether something goes out, else the first thing that stands in the way, with every gate beside it. */
export function WhyNow({ campaign, why, error }: { campaign: Campaign; why: Why | undefined; error: Error | null }) {
  const { t } = useTranslation('campaigns');
  const { dateTime } = useFormat();
  const gate = useGateWords();
  const write = useCan('write');
  if (error && !why) return <Failed error={error} what={t('why.unread')} />;
  if (!why) return <Skeleton className="h-28 w-full rounded-lg" />;
  const tone = toneOf(why);
  const Icon = why.sending ? CircleCheck : tone === 'bad' ? TriangleAlert : (icons[why.code] ?? Clock);
  const known = titles.find((code) => code === why.code);
  const remedy = why.sending || !write ? null : remedyOf(why.code, campaign.id);
  const next = why.next_at ? (why.next ? t('why.nextTo', { when: dateTime(why.next_at), name: why.next.prospect.name }) : t('why.next', { when: dateTime(why.next_at) })) : '';
  return (
    <WhyBar
      tone={tone}
      icon={<Icon />}
      title={why.sending ? t('why.sending') : known ? t(`why.title.${known}`) : t('why.title.other')}
      text={why.sending ? next || t('why.sendingText') : `${sentence(why.message)}${next ? ` ${next}` : ''}`}
      gates={tone === 'idle' ? [] : gatesShown(why.gates).map(gate)}
      okWord={t('gate.ok')}
      waitWord={t('gate.waits')}
      action={
        remedy ? (
          <Button variant="secondary" size="sm" asChild>
            <Link to={remedy.to}>{t(`remedy.${remedy.key}`)}</Link>
          </Button>
        ) : undefined
      }
    />
  );
}

const gates = [
  'account_blocked', 'outside_window', 'account_per_hour', 'account_per_day', 'campaign_per_hour', 'provider_tier_per_day', 'provider_per_hour', 'provider_per_second',
  'tier_per_day', 'budget_reached', 'gap', 'retry_later', 'workspace_paused', 'campaign_paused', 'campaign_completed',
  'not_active', 'global_stop', 'send_locked', 'journal_unwritable', 'not_started', 'member_per_day',
] as const;

/** The name of a gate, with how much of it is used or until when it is shut. */
function useGateWords() {
  const { t } = useTranslation('campaigns');
  const { number, dateTime } = useFormat();
  return (g: GateState) => {
    const known = gates.find((code) => code === g.code);
    const detail = !g.ok && g.until ? t('gate.until', { when: dateTime(g.until) }) : g.limit > 0 && g.code !== 'budget_reached' ? t('gate.used', { used: number(g.used), limit: number(g.limit) }) : undefined;
    return { ok: g.ok, label: known ? t(`gate.name.${known}`) : g.code.replaceAll('_', ' '), detail };
  };
}
