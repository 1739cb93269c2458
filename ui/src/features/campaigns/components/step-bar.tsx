import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useFormat } from '@/format';
import { cn } from '@/ui/cn';
import { problemsOf } from '../draft';
import { steps, type Step } from '../schema';
import type { Campaign } from '../types';

/** The six steps: where one is, what is right, and a dot on what is missing. */
export function StepBar({ campaign, step, to }: { campaign: Campaign; step: Step; to: (step: Step) => string }) {
  const { t } = useTranslation('campaigns');
  const { number } = useFormat();
  const problems = problemsOf(campaign);
  const under: Partial<Record<Step, string>> = {
    buscar: campaign.found_count > 0 ? t('row.found', { count: campaign.found_count, n: number(campaign.found_count) }) : undefined,
    filtrar: campaign.qualified_count > 0 ? t('rooms.fit', { count: campaign.qualified_count, n: number(campaign.qualified_count) }) : undefined,
  };
  return (
    <nav aria-label={t('builder.steps')} className="overflow-x-auto border-b border-line bg-surface px-7 max-md:px-4">
      <ol className="mx-auto flex max-w-[1180px] gap-1.5">
        {steps.map((name, i) => {
          const now = name === step;
          const missing = (problems[name] ?? []).length > 0;
          const done = !missing && name !== 'conferir';
          return (
            <li key={name} className="min-w-0 flex-1 max-md:flex-none">
              <Link
                to={to(name)}
                aria-current={now ? 'step' : undefined}
                className={cn('-mb-px flex h-full min-h-[57px] items-center gap-2.5 border-b-2 border-transparent py-2 pr-3 whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink-1', now && 'border-primary text-ink-1')}
              >
                <span className={cn('relative grid size-6 flex-none place-items-center rounded-full border-[1.5px] border-line-strong text-xs font-bold', done && 'border-transparent bg-ok-soft text-ok-ink', now && 'border-transparent bg-primary text-on-primary')}>
                  {done && !now ? <Check className="size-3.5" aria-hidden="true" /> : i + 1}
                  {missing ? <span className="absolute -top-0.5 -right-0.5 size-2.5 rounded-full border-2 border-surface bg-warn-dot" /> : null}
                </span>
                <span className={cn(!now && 'max-md:sr-only')}>
                  <b className="block text-[13.5px] leading-tight font-semibold">{t(`step.${name}.name`)}</b>
                  {under[name] ? <span className="block text-xs text-ink-3 tabular-nums">{under[name]}</span> : null}
                </span>
                {missing ? <span className="sr-only">{t('builder.missing')}</span> : null}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
