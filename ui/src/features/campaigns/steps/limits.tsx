import { Hand, MessageCircle, Mail, Camera } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import { Checkbox } from '@/ui/Checkbox';
import { cn } from '@/ui/cn';
import { Field } from '@/ui/Field';
import { Input } from '@/ui/Input';
import { StateMark } from '@/ui/StateMark';
import { GateCard } from '../components/gate-card';
import { useAccounts } from '../queries';
import { errorOf, type Saving } from '../saving';
import type { Campaign } from '../types';

const channels = [
  { channel: 'whatsapp', icon: MessageCircle },
  { channel: 'email', icon: Mail },
  { channel: 'instagram', icon: Camera },
] as const;
const accountTones = { active: 'ok', expired: 'warn', blocked: 'bad' } as const;

/** Step 5: by what way, through which accounts or by hand, how fast, and on what ground. */
export function Limits({ campaign, saving }: { campaign: Campaign; saving: Saving }) {
  const { t } = useTranslation('campaigns');
  const { number } = useFormat();
  const accounts = useAccounts();
  const fitting = (accounts.data ?? []).filter((a) => a.platform === campaign.channel || (campaign.channel === 'whatsapp' && a.platform === 'twilio'));
  const bases = ['legitimate_interest', 'consent'] as const;
  return (
    <div className="flex flex-col gap-7">
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t('limits.channel')}</legend>
        <div className="flex flex-wrap gap-2">
          {channels.map(({ channel, icon: Icon }) => (
            <Choice key={channel} name="channel" on={campaign.channel === channel} onChoose={() => void saving.save({ channel, accounts: [] })} title={t(`channel.${channel}`)} icon={<Icon className="size-5 text-ink-3" aria-hidden="true" />} />
          ))}
        </div>
        {errorOf(saving.errors, 'channel') ? <p className="mt-1.5 text-sm font-medium text-bad-ink">{errorOf(saving.errors, 'channel')}</p> : null}
      </fieldset>
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t('limits.accounts')}</legend>
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {fitting.map((account) => (
            <li key={account.id} className="flex items-center gap-3 px-4 py-3">
              <Checkbox
                className="flex-1"
                label={account.account_identifier || account.platform}
                hint={account.limits?.per_day ? t('limits.perDay', { n: number(account.limits.per_day) }) : account.limits?.per_hour ? t('limits.perHourAccount', { n: number(account.limits.per_hour) }) : undefined}
                checked={campaign.accounts.includes(account.id)}
                onCheckedChange={(on) => void saving.save({ accounts: on ? [...campaign.accounts, account.id] : campaign.accounts.filter((a) => a !== account.id) })}
              />
              <StateMark tone={accountTones[account.status as keyof typeof accountTones] ?? 'idle'} word={t(`limits.account.${account.status === 'expired' || account.status === 'blocked' ? account.status : 'active'}`)} />
            </li>
          ))}
          <li className="flex items-center gap-3 px-4 py-3 text-ink-2">
            <Hand className="size-5 flex-none text-ink-3" aria-hidden="true" />
            {campaign.accounts.length === 0 ? t('limits.byHand') : t('limits.byHandHint')}
          </li>
        </ul>
      </fieldset>
      <Field label={t('limits.rate')} hint={t('limits.rateHint')} error={errorOf(saving.errors, 'rate_limit')} className="max-w-[300px]">
        {(control) => <Input {...control} key={campaign.rate_limit} type="number" min={0} max={1000} inputMode="numeric" defaultValue={campaign.rate_limit} onBlur={(e) => void saving.save({ rate_limit: Math.max(0, Math.round(Number(e.target.value) || 0)) })} />}
      </Field>
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t('limits.basis')}</legend>
        <div className="flex flex-col gap-2">
          {bases.map((basis) => (
            <Choice key={basis} name="basis" wide on={campaign.legal_basis === basis} onChoose={() => void saving.save({ legal_basis: basis })} title={t(`limits.bases.${basis}`)} text={t(`limits.basesText.${basis}`)} />
          ))}
        </div>
        {errorOf(saving.errors, 'legal_basis') ? <p className="mt-1.5 text-sm font-medium text-bad-ink">{errorOf(saving.errors, 'legal_basis')}</p> : null}
      </fieldset>
      <GateCard campaign={campaign} />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  on: boolean;
  wide?: boolean;
  onChoose: () => void;
  title: string;
  text?: string;
  icon?: React.ReactNode;
}

function Choice({ name, on, wide, onChoose, title, text, icon }: ChoiceProps) {
  return (
    <label
      className={cn(
        'flex cursor-pointer items-center gap-3 rounded-[12px] border border-line-strong bg-surface px-4 py-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring touch:min-h-11',
        on && 'border-primary bg-primary-soft inset-ring inset-ring-primary',
        wide && 'items-start',
      )}
    >
      <input type="radio" name={name} className="sr-only" checked={on} onChange={onChoose} />
      {icon}
      <span>
        <b className="block font-semibold">{title}</b>
        {text ? <span className="block max-w-[60ch] text-sm text-ink-2">{text}</span> : null}
      </span>
    </label>
  );
}
