import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Checkbox } from '@/ui/Checkbox';
import { Field } from '@/ui/Field';
import { IconButton } from '@/ui/IconButton';
import { Input } from '@/ui/Input';
import { Textarea } from '@/ui/Textarea';
import type { SequenceStep } from '../draft';
import { errorOf, type Saving } from '../saving';
import { moved, withStep } from '../sequence';
import type { Campaign } from '../types';

interface Props {
  campaign: Campaign;
  sequence: SequenceStep[];
  put: (next: SequenceStep[]) => void;
  errors: Saving['errors'];
}

/** The messages in their order; each may have wordings that are drawn by turns. */
export function Sequence({ campaign, sequence, put, errors }: Props) {
  const { t } = useTranslation('campaigns');
  return (
    <ol className="flex flex-col gap-3">
      {sequence.map((step, i) => (
        <Card key={i} aria-label={t('seq.step', { n: i + 1 })} className="p-4">
          <div className="mb-3 flex items-center gap-3">
            {i === 0 ? (
              <b className="font-semibold">{t('seq.first')}</b>
            ) : (
              <span className="flex items-center gap-2 text-sm font-semibold">
                <Input
                  aria-label={t('seq.days')}
                  key={step.wait_hours}
                  inputMode="decimal"
                  className="w-16 text-center"
                  defaultValue={String(step.wait_hours / 24)}
                  onBlur={(e) => put(withStep(sequence, i, { wait_hours: Math.max(1, Math.round((Number(e.target.value.replace(',', '.')) || 1) * 24)) }))}
                />
                {t('seq.daysLater')}
              </span>
            )}
            <span className="ml-auto flex items-center">
              <IconButton size="sm" label={t('seq.up')} icon={<ArrowUp />} disabled={i === 0} onClick={() => put(moved(sequence, i, i - 1))} />
              <IconButton size="sm" label={t('seq.down')} icon={<ArrowDown />} disabled={i === sequence.length - 1} onClick={() => put(moved(sequence, i, i + 1))} />
              <IconButton size="sm" label={t('seq.remove')} icon={<Trash2 />} disabled={sequence.length === 1} onClick={() => put(moved(sequence.filter((_, j) => j !== i), 0, 0))} />
            </span>
          </div>
          <StepText step={step} channel={campaign.channel} onChange={(part) => put(withStep(sequence, i, part))} error={errorOf(errors, `sequence[${i}]`)} />
        </Card>
      ))}
      <li className="list-none">
        <Button variant="quiet" size="sm" icon={<Plus />} onClick={() => put([...sequence, { wait_hours: 72, stop_if: ['replied'], variants: [{ template: t('seq.newText'), weight: 1 }] }])}>
          {t('seq.more')}
        </Button>
      </li>
    </ol>
  );
}

function StepText({ step, channel, onChange, error }: { step: SequenceStep; channel: string; onChange: (part: Partial<SequenceStep>) => void; error?: string }) {
  const { t } = useTranslation('campaigns');
  const variants = step.variants ?? [];
  const put = (at: number, template: string) => onChange({ variants: variants.map((v, i) => (i === at ? { ...v, template } : v)) });
  return (
    <div className="flex flex-col gap-3">
      {variants.map((variant, i) => (
        <Field key={i} label={variants.length > 1 ? t('seq.version', { n: i + 1 }) : t('seq.text')} error={i === 0 ? error : undefined} aside={variants.length > 1 ? undefined : t('seq.variables')}>
          {(control) => (
            <div className="flex items-start gap-1">
              <Textarea {...control} key={variant.template} grow rows={4} defaultValue={variant.template} onBlur={(e) => put(i, e.target.value)} />
              {variants.length > 1 ? <IconButton size="sm" label={t('seq.removeVersion', { n: i + 1 })} icon={<Trash2 />} onClick={() => onChange({ variants: variants.filter((_, j) => j !== i) })} /> : null}
            </div>
          )}
        </Field>
      ))}
      {variants.length === 0 && error ? <p className="text-sm font-medium text-bad-ink">{error}</p> : null}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Checkbox label={t('seq.useAgent')} checked={step.use_agent === true} onCheckedChange={(on) => onChange({ use_agent: on || undefined })} />
        <Button variant="quiet" size="sm" icon={<Plus />} onClick={() => onChange({ variants: [...variants, { template: variants.at(-1)?.template ?? t('seq.newText'), weight: 1 }] })}>
          {t('seq.addVersion')}
        </Button>
      </div>
      {channel === 'whatsapp' ? (
        <Field label={t('seq.template')} hint={t('seq.templateHint')} className="max-w-[420px]">
          {(control) => <Input {...control} key={step.whatsapp_template} defaultValue={step.whatsapp_template ?? ''} placeholder="primeiro_aceno/pt_BR" onBlur={(e) => onChange({ whatsapp_template: e.target.value.trim() || undefined })} />}
        </Field>
      ) : null}
    </div>
  );
}
