import { Camera, Mail, MessageCircle, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Extra, Row } from '../types';

/** By what a person can be reached: each sign has its word for whoever does not see it. */
export function Reach({ row, extra }: { row: Row; extra: Extra | undefined }) {
  const { t } = useTranslation('prospects');
  const ways = [
    extra?.whatsapp ? { key: 'whatsapp' as const, icon: MessageCircle } : null,
    row.phone ? { key: 'phone' as const, icon: Phone } : null,
    row.email ? { key: 'email' as const, icon: Mail } : null,
    extra?.username ? { key: 'instagram' as const, icon: Camera } : null,
  ].filter((way) => way !== null);
  return (
    <span className="inline-flex gap-1.5 text-ink-3">
      {ways.map(({ key, icon: Icon }) => (
        <span key={key} title={t(`fact.${key}`)}>
          <Icon className="size-4" aria-hidden="true" />
          <span className="sr-only">{t(`fact.${key}`)}</span>
        </span>
      ))}
    </span>
  );
}
