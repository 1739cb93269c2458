import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Play, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';

import { useAct } from '@/api/mutation';
import { useReason, type Reason } from '@/api/reason';
import { useSession } from '@/api/session';
import { useFormat } from '@/format';
import { Button } from '@/ui/Button';
import { Card, CardBody, CardHead } from '@/ui/Card';
import { Skeleton } from '@/ui/Skeleton';
import { Calendar } from '../components/calendar';
import { Failed } from '../components/failed';
import { Rehearsed } from '../components/rehearsed';
import { problemsOf } from '../draft';
import { act, rehearse, useForecast } from '../queries';
import { steps } from '../schema';
import type { Campaign, Rehearsal } from '../types';
import { remedyOf } from '../why';

/** Step 6: when it ends and what it costs, a rehearsal on a copy, and turning it on; what is missing is named, with its step. */
export function Check({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { workspace } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [reasons, setReasons] = useState<Reason[]>([]);
  const problems = problemsOf(campaign);
  const start = useAct<void, Campaign>({
    run: () => act(campaign.id, campaign.status === 'paused' ? 'resume' : 'start'),
    failure: (error) => {
      setReasons(error.reasons);
      return error.reasons.length > 0 ? '' : error.message;
    },
    success: () => t('act.done.start'),
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: (q) => q.queryKey[0] === workspace.id });
      await navigate(`/campanhas/${campaign.id}`);
    },
  });
  const trial = useAct<void, Rehearsal>({ run: () => rehearse(campaign.id) });
  const missing = steps.flatMap((step) => (problems[step] ?? []).map((problem) => ({ step, problem })));
  return (
    <div className="flex flex-col gap-5">
      <ForecastCard campaign={campaign} />
      {missing.length > 0 || reasons.length > 0 ? (
        <section role={reasons.length > 0 ? 'alert' : undefined} className="rounded-lg bg-warn-soft px-4 py-3.5">
          <h2 className="flex items-center gap-2 text-warn-ink">
            <TriangleAlert className="size-[18px]" aria-hidden="true" />
            {t('check.missing')}
          </h2>
          <ul className="mt-1.5">
            {reasons.length > 0
              ? reasons.map((reason) => <ReasonLine key={reason.code + reason.message} reason={reason} campaign={campaign} />)
              : missing.map(({ step, problem }) => (
                  <li key={problem} className="flex flex-wrap items-center gap-x-3 py-1">
                    <span className="flex-1">{t(`problem.${problem}`)}</span>
                    <Link className="font-semibold text-primary-ink underline underline-offset-2" to={`/campanhas/${campaign.id}/editar/${step}`}>
                      {t('check.goTo', { step: t(`step.${step}.name`) })}
                    </Link>
                  </li>
                ))}
          </ul>
        </section>
      ) : null}
      {campaign.status === 'active' ? (
        <p className="flex items-center gap-2 rounded-lg bg-ok-soft px-4 py-3 font-semibold text-ok-ink">
          <CircleCheck className="size-[18px]" aria-hidden="true" />
          {t('check.on')}
        </p>
      ) : campaign.status === 'completed' ? null : (
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="secondary" size="lg" loading={trial.isPending} onClick={() => trial.mutate()}>
            {trial.isPending ? t('check.rehearsing') : t('check.rehearse')}
          </Button>
          <Button variant="primary" size="lg" icon={<Play />} loading={start.isPending} onClick={() => start.mutate()}>
            {t('check.start')}
          </Button>
          <p className="basis-full text-sm text-ink-3">{campaign.approval === 'auto' ? t('check.autoHint') : t('check.manualHint')}</p>
        </div>
      )}
      {trial.data ? <Rehearsed rehearsal={trial.data} campaign={campaign} /> : null}
    </div>
  );
}

function ReasonLine({ reason, campaign }: { reason: Reason; campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const say = useReason();
  const remedy = remedyOf(reason.code, campaign.id);
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1">
      <span className="flex-1">{say(reason)}</span>
      {remedy ? (
        <Link className="font-semibold text-primary-ink underline underline-offset-2" to={remedy.to}>
          {t(`remedy.${remedy.key}`)}
        </Link>
      ) : null}
    </li>
  );
}

function ForecastCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { number, micros, day } = useFormat();
  const say = useReason();
  const forecast = useForecast(campaign.id);
  if (forecast.error) return <Failed error={forecast.error} what={t('check.noForecast')} onRetry={() => void forecast.refetch()} />;
  if (!forecast.data) return <Skeleton className="h-40 w-full rounded-lg" />;
  const f = forecast.data;
  const most = f.cost.messages_micros + f.cost.llm_micros + f.cost.search_micros;
  return (
    <Card>
      <CardHead title={t('check.forecast')} />
      <CardBody className="flex flex-col gap-4">
        {f.messages === 0 ? (
          <p className="text-ink-2">{campaign.status === 'completed' ? t('check.over') : campaign.found_count === 0 ? t('check.nobody') : (f.unsent ?? []).length > 0 ? t('check.nothing') : t('check.nothingYet')}</p>
        ) : (
          <p className="text-lg">
            {t('check.sentence', { count: f.messages, n: number(f.messages), people: t('check.people', { count: f.prospects, n: number(f.prospects) }), first: f.first_at ? day(f.first_at) : '', last: f.last_at ? day(f.last_at) : '' })}{' '}
            <b className="font-semibold">{most > 0 ? t('check.cost', { price: micros(most) }) : t('check.free')}</b>
          </p>
        )}
        {f.days && f.days.length > 0 ? <Calendar days={f.days} /> : null}
        {(f.unsent ?? []).length > 0 ? (
          <ul className="text-sm">
            {(f.unsent ?? []).map((u) => (
              <li key={u.reason.code} className="flex gap-3 border-t border-line py-2 first:border-0">
                <b className="w-10 flex-none text-right font-semibold tabular-nums">{number(u.messages)}</b>
                <span className="text-ink-2">{say(u.reason)}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </CardBody>
    </Card>
  );
}
