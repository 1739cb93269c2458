import { useTranslation } from 'react-i18next';

import { StateMark } from '@/ui/StateMark';

const tones = { draft: 'idle', active: 'ok', paused: 'warn', completed: 'primary' } as const;

/** Whether a campaign is on; only one that is pulses. */
export function CampaignState({ status }: { status: string }) {
  const { t } = useTranslation('campaigns');
  const known = status === 'active' || status === 'paused' || status === 'completed' ? status : 'draft';
  return <StateMark tone={tones[known]} word={t(`status.${known}`)} live={known === 'active'} />;
}
