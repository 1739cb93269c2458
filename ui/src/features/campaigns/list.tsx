import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useCan } from '@/api/session';
import { useLiveCollection } from '@/api/realtime';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { PageHead } from '@/ui/PageHead';
import { Skeleton } from '@/ui/Skeleton';
import { CampaignRow } from './components/campaign-row';
import { Failed } from './components/failed';
import { useCampaigns } from './queries';

/** All campaigns, those that are on first. */
export function Component() {
  const { t } = useTranslation('campaigns');
  const write = useCan('write');
  const campaigns = useCampaigns();
  useLiveCollection('campaigns');
  const order = { active: 0, paused: 1, draft: 2, completed: 3 } as const;
  const list = [...(campaigns.data ?? [])].sort((a, b) => order[a.status] - order[b.status]);
  const start = write ? (
    <Button variant="primary" asChild>
      <Link to="/campanhas/nova">
        <Plus aria-hidden="true" />
        {t('new.act')}
      </Link>
    </Button>
  ) : null;
  return (
    <div className="mx-auto max-w-[1180px]">
      <PageHead title={t('title')} actions={start} />
      {campaigns.error && !campaigns.data ? (
        <Failed error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      ) : campaigns.isPending ? (
        <ul aria-hidden="true" className="flex flex-col gap-3">
          {[0, 1, 2].map((i) => (
            <Skeleton key={i} className="h-[92px] w-full rounded-lg" />
          ))}
        </ul>
      ) : list.length === 0 ? (
        <EmptyState drawing="dots" title={t('empty.title')} text={write ? t('empty.text') : t('empty.viewer')} action={start} />
      ) : (
        <ul className="flex flex-col gap-3">
          {list.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      )}
    </div>
  );
}
