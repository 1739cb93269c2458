import { useTranslation } from 'react-i18next';

import { StateMark } from '@/ui/StateMark';
import { markOf } from '../state';

/** Where a person stands, by colour and word; what their answer meant says more than that they answered. */
export function ProspectState({ status, intent }: { status: string; intent?: string }) {
  const { t } = useTranslation('prospects');
  const mark = markOf(status, intent ?? '');
  return <StateMark tone={mark.tone} word={t(`state.${mark.word}`)} struck={mark.struck} />;
}
