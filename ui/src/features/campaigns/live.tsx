import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';

import { announce } from '@/app/announce';
import { sentence } from '@/api/reason';
import { useLive } from '@/api/realtime';
import { useSession } from '@/api/session';
import { useFormat } from '@/format';
import { PageHead } from '@/ui/PageHead';
import { Skeleton } from '@/ui/Skeleton';
import { Acts } from './components/acts';
import { Failed } from './components/failed';
import { Failures } from './components/failures';
import { Feed } from './components/feed';
import { Rooms } from './components/rooms';
import { CampaignState } from './components/state';
import { Upcoming } from './components/upcoming';
import { WhyNow } from './components/why-now';
import { useCampaign, useForecast, useWhy, whyKey } from './queries';
import type { Progress } from './types';

/** A campaign as it runs: why it sends or waits, where its people are, who comes next and what did not go out. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('campaigns');
  const { workspace } = useSession();
  const { day } = useFormat();
  const client = useQueryClient();
  const campaign = useCampaign(id);
  const why = useWhy(id);
  const forecast = useForecast(id);
  const [progress, setProgress] = useState<Progress>();
  const said = useRef({ at: 0, text: '' });
  useLive(`campaigns/${id}/progress`, (event) => {
    const next = event as unknown as Progress;
    setProgress(next);
    const before = client.getQueryData<{ message: string; code: string }>(whyKey(workspace.id, id));
    // The event's sentence is in the workspace's language, the answer's in the person's: only another cause is worth asking again.
    if (before?.code !== next.why.code) void client.invalidateQueries({ queryKey: whyKey(workspace.id, id) });
    refreshLater(client, workspace.id, id);
  });
  const text = why.data ? sentence(why.data.message) : '';
  if (text && text !== said.current.text && Date.now() - said.current.at > 10_000) {
    if (said.current.text) announce(text);
    said.current = { at: Date.now(), text };
  }

  if (campaign.error) return <div><Failed error={campaign.error} onRetry={() => void campaign.refetch()} /></div>;
  if (!campaign.data) return <Waiting />;
  const c = { ...campaign.data, status: (progress?.status as typeof campaign.data.status | undefined) ?? campaign.data.status };
  const hand = c.accounts.length === 0;
  return (
    <div className="mx-auto max-w-[1180px]">
      <nav aria-label={t('crumb')} className="mb-1 text-sm max-md:hidden">
        <Link to="/campanhas" className="text-ink-3 hover:text-ink-1">
          {t('title')}
        </Link>
      </nav>
      <PageHead
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {c.name} <CampaignState status={c.status} />
          </span>
        }
        meta={
          <p>
            {t(hand ? 'live.byHand' : `channel.${c.channel === 'assisted' ? 'whatsapp' : c.channel}`)}
            {forecast.data?.last_at && c.status === 'active' ? `. ${t('live.ends', { day: day(forecast.data.last_at) })}` : ''}
          </p>
        }
        actions={<Acts campaign={c} />}
      />
      <div className="flex flex-col gap-4">
        <WhyNow campaign={c} why={why.data} error={why.error} />
        <Rooms campaign={c} progress={progress} />
        <div className="grid items-start gap-4 min-[1100px]:grid-cols-[1.15fr_1fr_1fr] min-[700px]:grid-cols-2">
          <Upcoming campaign={c} />
          <Failures campaign={c} />
          <Feed campaign={c} />
        </div>
      </div>
    </div>
  );
}

const waiting = new Set<string>();

/** What is below changes with the counters, but is read again at most every five seconds. */
function refreshLater(client: ReturnType<typeof useQueryClient>, workspace: string, id: string) {
  if (waiting.has(id)) return;
  waiting.add(id);
  setTimeout(() => {
    waiting.delete(id);
    const ours = ['route:upcoming', 'route:failures', 'route:messages', 'searches'];
    void client.invalidateQueries({ predicate: (q) => q.queryKey[0] === workspace && ours.includes(String(q.queryKey[1])) && JSON.stringify(q.queryKey[2] ?? q.queryKey[3]).includes(id) });
    void client.invalidateQueries({ queryKey: [workspace, 'campaigns', 'one', id] });
  }, 5000);
}

function Waiting() {
  return (
    <div aria-hidden="true" className="mx-auto flex max-w-[1180px] flex-col gap-4">
      <Skeleton className="h-9 w-80" />
      <Skeleton className="h-28 w-full rounded-lg" />
      <div className="grid grid-cols-5 gap-4 max-md:grid-cols-2">
        {[0, 1, 2, 3, 4].map((i) => (
          <Skeleton key={i} className="h-32 rounded-lg" />
        ))}
      </div>
      <Skeleton className="h-64 w-full rounded-lg" />
    </div>
  );
}
