import { useTranslation } from 'react-i18next';

import { Select } from '@/ui/Select';
import { Tab, Tabs, TabsList } from '@/ui/Tabs';
import type { CampaignName } from '../queries';
import { views, type View } from '../schema';

export function Views({ view, onView }: { view: View; onView: (view: View) => void }) {
  const { t } = useTranslation('prospects');
  return (
    <Tabs value={view} onValueChange={(v: string) => onView(v as View)} className="mt-3">
      <TabsList aria-label={t('views')}>
        {views.map((v) => (
          <Tab key={v} value={v}>
            {t(`view.${v}`)}
          </Tab>
        ))}
      </TabsList>
    </Tabs>
  );
}

/** Best first exists within a campaign, so the list is of the newest one unless somebody says otherwise. */
export function CampaignPick({ value, campaigns, onChange }: { value: string; campaigns: CampaignName[]; onChange: (id: string) => void }) {
  const { t } = useTranslation('prospects');
  if (campaigns.length === 0) return null;
  return (
    <Select
      label={t('campaign.pick')}
      className="w-56 flex-none max-md:w-full"
      value={value || campaigns[0]?.id || 'all'}
      onValueChange={(id: string) => onChange(id === campaigns[0]?.id ? '' : id)}
      options={[...campaigns.map((c) => ({ value: c.id, label: c.name })), { value: 'all', label: t('campaign.all') }]}
    />
  );
}
