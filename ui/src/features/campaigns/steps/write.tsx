import { Bot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useSession } from '@/api/session';
import { useFormat } from '@/format';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { Checkbox } from '@/ui/Checkbox';
import { cn } from '@/ui/cn';
import { Sequence } from '../components/sequence';
import { sequenceOf, starter, type SequenceStep } from '../draft';
import { useAgents, usePlans } from '../queries';
import { errorOf, type Saving } from '../saving';
import type { Campaign } from '../types';

/** Step 3: who writes, what is offered, and the messages in their order. */
export function Write({ campaign, saving }: { campaign: Campaign; saving: Saving }) {
  const { t } = useTranslation('campaigns');
  const { money } = useFormat();
  const { workspace } = useSession();
  const agents = useAgents();
  const plans = usePlans();
  const sequence = sequenceOf(campaign);
  const put = (next: SequenceStep[]) => saving.save({ sequence: next as unknown as Record<string, unknown>[] });
  return (
    <div className="flex flex-col gap-6">
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t('write.who')}</legend>
        {agents.data?.length === 0 ? (
          <p className="text-sm text-ink-2">
            {t('write.noAgent')}{' '}
            <Link to="/oficina/escritores" className="font-semibold text-primary-ink underline underline-offset-2">
              {t('write.makeAgent')}
            </Link>
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          {(agents.data ?? []).map((agent) => (
            <label
              key={agent.id}
              className={cn(
                'flex min-w-[220px] cursor-pointer items-center gap-2.5 rounded-[12px] border border-line-strong bg-surface py-2.5 pr-4 pl-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring max-md:min-h-[60px] max-md:w-full',
                agent.id === campaign.agent && 'border-primary bg-primary-soft inset-ring inset-ring-primary',
              )}
            >
              <input type="radio" name="agent" className="sr-only" checked={agent.id === campaign.agent} onChange={() => void saving.save({ agent: agent.id })} />
              {agent.account ? <Bot className="size-6 text-ink-3" aria-hidden="true" /> : <Avatar name={agent.name} />}
              <span>
                <b className="block leading-tight font-semibold">{agent.name}</b>
                <span className="text-xs text-ink-3">{agent.account ? t('write.model') : t('write.house')}</span>
              </span>
            </label>
          ))}
        </div>
        {errorOf(saving.errors, 'agent') ? <p className="mt-1.5 text-sm font-medium text-bad-ink">{errorOf(saving.errors, 'agent')}</p> : null}
      </fieldset>
      {(plans.data ?? []).length > 0 ? (
        <fieldset>
          <legend className="mb-2 text-sm font-semibold">{t('write.plans')}</legend>
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            {(plans.data ?? []).map((plan) => (
              <Checkbox
                key={plan.id}
                label={`${plan.name}, ${money(plan.price_cents)}`}
                checked={campaign.plans.includes(plan.id)}
                onCheckedChange={(on) => void saving.save({ plans: on ? [...campaign.plans, plan.id] : campaign.plans.filter((p) => p !== plan.id) })}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
      <section aria-labelledby="sequence-title">
        <div className="mb-2 flex flex-wrap items-baseline gap-2">
          <h2 id="sequence-title">{t('write.sequence')}</h2>
          <span className="text-sm text-ink-3">{t('write.sequenceStops')}</span>
        </div>
        {sequence.length === 0 ? (
          <Button variant="secondary" onClick={() => void put(starter(workspace.locale || 'pt-BR', campaign.plans.length > 0))}>
            {t('write.starter')}
          </Button>
        ) : (
          <Sequence campaign={campaign} sequence={sequence} put={(next) => void put(next)} errors={saving.errors} />
        )}
      </section>
      <Checkbox label={t('write.approve')} hint={t('write.approveHint')} checked={campaign.approval !== 'auto'} onCheckedChange={(on) => void saving.save({ approval: on ? 'manual' : 'auto' })} />
    </div>
  );
}
