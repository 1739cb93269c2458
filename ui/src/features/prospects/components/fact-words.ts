import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import { factKinds, type FactKind } from '../reasons';
import type { Fact } from '../types';

const sources = ['openstreetmap', 'website', 'csv', 'import', 'google', 'google_places', 'instagram', 'person'] as const;
const siteStates = ['ok', 'needs_javascript', 'parked', 'unreachable', 'robots_disallowed'] as const;

/** The words of a fact: its kind, what it says, and where it stands. What is not known is shown as it came. */
export function useFactWords() {
  const { t } = useTranslation('prospects');
  const { phone } = useFormat();
  return {
    kind: (kind: string): string => {
      const known = factKinds.find((k): k is FactKind => k === kind);
      return known ? t(`fact.${known}`) : kind.replaceAll('_', ' ');
    },
    value: (fact: Fact): string => {
      const value = (fact.kind === 'note' ? fact.text || fact.value : fact.value || fact.text) ?? '';
      if (fact.kind === 'phone' || fact.kind === 'whatsapp') return phone(value);
      if (fact.kind === 'instagram') return value.startsWith('@') ? value : `@${value}`;
      if (fact.kind === 'website_state') {
        const state = siteStates.find((s) => s === value);
        return state ? t(`siteState.${state}`) : value;
      }
      return value;
    },
    source: (source: string): string => {
      const known = sources.find((s) => s === source);
      return known ? t(`source.${known}`) : source;
    },
  };
}
