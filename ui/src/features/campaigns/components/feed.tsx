import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useFormat } from '@/format';
import { Card, CardBody, CardHead } from '@/ui/Card';
import { Skeleton } from '@/ui/Skeleton';
import { useRecent } from '../queries';
import type { Campaign } from '../types';
import { Failed } from './failed';

const words = ['sent', 'delivered', 'read', 'failed', 'in_doubt'] as const;

/** What just happened to this campaign's people, the newest first. */
export function Feed({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { ago } = useFormat();
  const recent = useRecent(campaign.id);
  const lines = (recent.data ?? []).flatMap((m) => {
    const word = m.direction === 'inbound' ? ('answered' as const) : words.find((w) => w === m.status);
    return word ? [{ id: m.id, at: m.sent_at ?? m.created, who: m.prospect, word }] : [];
  });
  return (
    <Card aria-labelledby="feed-title">
      <CardHead id="feed-title" title={t('feed.title')} />
      {recent.error && !recent.data ? (
        <CardBody>
          <Failed error={recent.error} onRetry={() => void recent.refetch()} />
        </CardBody>
      ) : recent.isPending ? (
        <CardBody aria-hidden="true">
          <Skeleton className="h-24 w-full" />
        </CardBody>
      ) : lines.length === 0 ? (
        <CardBody>
          <p className="text-ink-2">{t('feed.none')}</p>
        </CardBody>
      ) : (
        <ol className="px-[18px] pt-2 pb-4">
          {lines.slice(0, 8).map((line) => (
            <li key={line.id} className="flex gap-3 py-1.5 text-[13.5px]">
              <time dateTime={line.at} className="w-[76px] flex-none tabular-nums text-ink-3">
                {ago(line.at)}
              </time>
              <span className="min-w-0">
                <Trans t={t} i18nKey={`feed.${line.word}`} values={{ name: line.who.name }} components={{ b: <Link to={`/prospectos?campaign=${campaign.id}&p=${line.who.id}&tab=history`} className="font-semibold hover:underline" /> }} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
