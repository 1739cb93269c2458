import { useTranslation } from 'react-i18next';

import { Field } from '@/ui/Field';
import { Input } from '@/ui/Input';
import { errorOf, type Saving } from '../saving';
import type { Campaign } from '../types';

export function NameField({ campaign, saving }: { campaign: Campaign; saving: Saving }) {
  const { t } = useTranslation('campaigns');
  return (
    <Field label={t('find.name')} error={errorOf(saving.errors, 'name')} className="mb-6 max-w-[460px]">
      {(control) => <Input {...control} key={campaign.name} defaultValue={campaign.name} maxLength={200} onBlur={(e) => e.target.value.trim() && void saving.save({ name: e.target.value.trim() })} />}
    </Field>
  );
}
