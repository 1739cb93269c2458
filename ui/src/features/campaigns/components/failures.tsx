import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useOnline } from '@/app/online';
import { useAct } from '@/api/mutation';
import { useReason } from '@/api/reason';
import { useCan, useSession } from '@/api/session';
import { useFormat } from '@/format';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card, CardBody, CardHead } from '@/ui/Card';
import { Skeleton } from '@/ui/Skeleton';
import { retryFailures, useFailures } from '../queries';
import type { Campaign, Failure } from '../types';
import { Failed } from './failed';

/** What did not go out, by reason, each with what helps. */
export function Failures({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { number } = useFormat();
  const failures = useFailures(campaign.id);
  const total = (failures.data ?? []).reduce((sum, f) => sum + f.count, 0);
  return (
    <Card aria-labelledby="failed-title">
      <CardHead id="failed-title" title={t('failed.title')} meta={total > 0 ? t('failed.of', { n: number(total), of: number(campaign.sent_count + total) }) : null} />
      {failures.error && !failures.data ? (
        <CardBody>
          <Failed error={failures.error} onRetry={() => void failures.refetch()} />
        </CardBody>
      ) : failures.isPending ? (
        <CardBody aria-hidden="true">
          <Skeleton className="h-16 w-full" />
        </CardBody>
      ) : failures.data.length === 0 ? (
        <CardBody>
          <p className="text-ink-2">{t('failed.none')}</p>
        </CardBody>
      ) : (
        <ul className="mt-2">
          {failures.data.map((f) => (
            <Group key={f.status + f.error_code} failure={f} campaign={campaign} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Group({ failure, campaign }: { failure: Failure; campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const reason = useReason();
  const write = useCan('write');
  const online = useOnline();
  const client = useQueryClient();
  const { workspace } = useSession();
  const retry = useAct<void, { ok: boolean }[] | null>({
    run: () => retryFailures(campaign.id, failure.error_code),
    success: (_, answers) => {
      const ok = (answers ?? []).filter((a) => a.ok).length;
      return ok > 0 ? t('failed.again', { count: ok }) : t('failed.noneAgain');
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [workspace.id, 'route:failures'] }),
  });
  return (
    <li className="flex gap-3 border-t border-line px-[18px] py-3 first:border-0">
      <Badge tone={failure.status === 'held' ? 'warn' : 'bad'}>{failure.count}</Badge>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{reason(failure.reason)}</p>
        <p className="text-sm text-ink-2">
          {failure.status === 'held' ? t('failed.held') : t('failed.example')}{' '}
          <Link to={`/prospectos?campaign=${campaign.id}&p=${failure.example.id}&tab=history`} className="underline decoration-line-strong underline-offset-2">
            {failure.example.name}
          </Link>
        </p>
        {write ? (
          failure.status === 'held' ? (
            <Button variant="secondary" size="sm" className="mt-2" asChild>
              <Link to="/revisar">{t('failed.review')}</Link>
            </Button>
          ) : (
            <Button variant="secondary" size="sm" className="mt-2" loading={retry.isPending} disabled={!online} onClick={() => retry.mutate()}>
              {t('failed.retry', { count: failure.count })}
            </Button>
          )
        ) : null}
      </div>
    </li>
  );
}
