import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useReason } from '@/api/reason';
import { useFormat } from '@/format';
import { Card, CardBody, CardHead } from '@/ui/Card';
import type { Campaign, Rehearsal } from '../types';
import { Calendar } from './calendar';

/** What a rehearsal on a copy brought: who gets what when, who nothing and why, and the price between silence and answers. */
export function Rehearsed({ rehearsal, campaign }: { rehearsal: Rehearsal; campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { number, range, dateTime } = useFormat();
  const say = useReason();
  const messages = rehearsal.messages ?? [];
  const blocked = rehearsal.blocked ?? [];
  const cost = rehearsal.cost;
  return (
    <Card aria-live="polite">
      <CardHead title={t('rehearsed.title')} meta={t('rehearsed.nobody')} />
      <CardBody className="flex flex-col gap-4">
        <p className="text-lg">
          {t('rehearsed.sentence', { count: messages.length, n: number(messages.length) })}{' '}
          <b className="font-semibold">{cost.most_micros > 0 ? t('rehearsed.cost', { range: range(cost.least_micros / 10_000, cost.most_micros / 10_000) }) : t('check.free')}</b>
          {rehearsal.complete ? '' : ` ${t('rehearsed.cut')}`}
        </p>
        {rehearsal.days && rehearsal.days.length > 0 ? <Calendar days={rehearsal.days} /> : null}
        <ol className="max-h-80 divide-y divide-line overflow-y-auto">
          {messages.slice(0, 60).map((m, i) => (
            <li key={i} className="flex gap-3 py-2 text-sm">
              <time dateTime={m.at} className="w-28 flex-none tabular-nums text-ink-3">
                {dateTime(m.at)}
              </time>
              <span className="min-w-0">
                <b className="font-semibold">{m.prospect.name}</b>
                <span className="block truncate text-ink-2">{m.content}</span>
              </span>
            </li>
          ))}
        </ol>
        {blocked.length > 0 ? (
          <section>
            <h3 className="font-semibold">{t('rehearsed.blocked', { count: blocked.length })}</h3>
            <ul className="max-h-60 overflow-y-auto text-sm">
              {blocked.slice(0, 100).map((b) => (
                <li key={b.prospect.id + b.step} className="border-t border-line py-1.5 first:border-0">
                  <Link to={`/prospectos?campaign=${campaign.id}&p=${b.prospect.id}`} className="font-semibold hover:underline">
                    {b.prospect.name}
                  </Link>
                  <span className="block text-ink-2">{say(b.reason)}</span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </CardBody>
    </Card>
  );
}
