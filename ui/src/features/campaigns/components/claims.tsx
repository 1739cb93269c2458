import { useTranslation } from 'react-i18next';

import { spansOf } from '@/api/claims';

import type { Sample } from '../types';

/** A text whose claims are underlined and numbered; the number leads to the source below. */
export function Claims({ text, facts }: { text: string; facts: Sample['facts'] }) {
  const { t } = useTranslation('campaigns');
  return spansOf(text, facts).map((piece, i) =>
    piece.index === undefined ? (
      piece.text
    ) : (
      <a key={i} href={`#fonte-${piece.index + 1}`} className="border-b-2 border-accent text-inherit no-underline">
        {piece.text}
        <sup className="ml-px text-[0.7em] font-bold text-primary-ink" aria-label={t('preview.source', { n: piece.index + 1 })}>
          {piece.index + 1}
        </sup>
      </a>
    ),
  );
}
