import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';

import { useKeys } from '@/app/keys';
import { useOnline } from '@/app/online';
import { useCan } from '@/api/session';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { PageHead } from '@/ui/PageHead';
import { Skeleton } from '@/ui/Skeleton';
import { Failed } from './components/failed';
import { NameField } from './components/name-field';
import { Preview } from './components/preview';
import { SavedLine } from './components/saved-line';
import { StepBar } from './components/step-bar';
import { useCampaign } from './queries';
import { useSaving } from './saving';
import { beside, stepOf, type Step } from './schema';
import { Check } from './steps/check';
import { Filter } from './steps/filter';
import { Find } from './steps/find';
import { Limits } from './steps/limits';
import { Pace } from './steps/pace';
import { Write } from './steps/write';
import type { Campaign } from './types';

/** The builder: six steps, each saved when a field is left, in any order. */
export function Component() {
  const { id = '', etapa } = useParams();
  const { t } = useTranslation('campaigns');
  const write = useCan('write');
  const campaign = useCampaign(id);
  if (campaign.error) return <div><Failed error={campaign.error} onRetry={() => void campaign.refetch()} /></div>;
  if (!campaign.data) return <div aria-hidden="true" className="mx-auto max-w-[1180px] p-7"><Skeleton className="mb-6 h-12 w-full" /><Skeleton className="h-80 w-full max-w-[700px]" /></div>;
  if (!write) return <EmptyState drawing="hand" title={t('builder.viewer')} action={<Button variant="secondary" asChild><Link to={`/campanhas/${id}`}>{t('builder.see')}</Link></Button>} />;
  return <Builder key={id} campaign={campaign.data} step={stepOf(etapa)} />;
}

const forms: Record<Step, typeof Find> = { buscar: Find, filtrar: Filter, escrever: Write, ritmo: Pace, limites: Limits, conferir: Check };
const previewed: Step[] = ['escrever'];

function Builder({ campaign, step }: { campaign: Campaign; step: Step }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const online = useOnline();
  const saving = useSaving(campaign);
  const to = (s: Step) => `/campanhas/${campaign.id}/editar/${s}`;
  const next = beside(step, 1);
  const before = beside(step, -1);
  useKeys('builder', {
    'alt+arrowright': () => next && void navigate(to(next)),
    'alt+arrowleft': () => before && void navigate(to(before)),
  });
  const Form = forms[step];
  const beside432 = previewed.includes(step);
  return (
    <div className="-mx-7 -mt-[26px] pb-16 max-md:-mx-4 max-md:-mt-[18px]">
      <StepBar campaign={campaign} step={step} to={to} />
      <div className={beside432 ? 'mx-auto grid max-w-[1236px] items-start gap-9 p-7 min-[1180px]:grid-cols-[minmax(0,1fr)_432px] max-md:p-4' : 'mx-auto max-w-[860px] p-7 max-md:p-4'}>
        <div className="min-w-0">
          <PageHead title={t(`step.${step}.title`)} meta={<p className="max-w-[56ch] text-[15px]">{t(`step.${step}.lead`)}</p>} />
          {step === 'buscar' ? <NameField campaign={campaign} saving={saving} /> : null}
          <fieldset disabled={!online} className="contents">
            <Form campaign={campaign} saving={saving} />
          </fieldset>
        </div>
        {beside432 ? <Preview campaign={campaign} /> : null}
      </div>
      <footer className="fixed inset-x-0 bottom-0 z-10 flex items-center gap-3 border-t border-line bg-surface px-7 py-3 pb-[max(12px,env(safe-area-inset-bottom))] max-md:px-4 md:left-14 lg:left-[236px]">
        <SavedLine saving={saving} online={online} />
        <div className="ml-auto flex items-center gap-2">
          {before ? (
            <Button variant="quiet" asChild className="max-md:hidden">
              <Link to={to(before)}>{t('builder.back')}</Link>
            </Button>
          ) : null}
          {next ? (
            <Button variant={step === 'buscar' && campaign.found_count === 0 ? 'secondary' : 'primary'} asChild>
              <Link to={to(next)}>
                {t('builder.next', { step: t(`step.${next}.name`).toLocaleLowerCase() })}
                <ArrowRight aria-hidden="true" />
              </Link>
            </Button>
          ) : null}
        </div>
      </footer>
    </div>
  );
}
