import { useTranslation } from 'react-i18next';

import { useReason } from '@/api/reason';
import { useFormat } from '@/format';
import { isScoreCode, weightiest } from '../reasons';
import type { Extra, ScoreReason } from '../types';

/** The words of one score reason, with its numbers. */
export function useScoreWords() {
  const { t } = useTranslation('prospects');
  const { number } = useFormat();
  return (reason: ScoreReason): string => {
    if (!isScoreCode(reason.code)) return reason.code.replaceAll('_', ' ');
    const params = Object.fromEntries(Object.entries(reason.params ?? {}).map(([k, v]) => [k, typeof v === 'number' ? number(v) : v]));
    return (t as (key: string, params: object) => string)(`score.${reason.code}`, params); // the numbers differ from code to code
  };
}

/** Why somebody is in this place of the list, or why they are out of it, in a line. */
export function WhyLine({ extra, status }: { extra: Extra | undefined; status: string }) {
  const words = useScoreWords();
  const refused = useRefusalWords();
  if (!extra) return null;
  const text =
    status === 'ignored' && extra.ignored_reason
      ? refused(extra.ignored_reason)
      : weightiest(extra.score_reasons, 2).map(words).join(', ');
  return (
    <span className="block truncate text-ink-2" title={text}>
      {text}
    </span>
  );
}

const known = [
  'already_client', 'out_of_profile', 'competitor', 'wrong_data', 'other', 'no_phone', 'no_whatsapp', 'no_email', 'no_instagram',
  'has_website', 'no_website', 'followers_unknown', 'followers_low', 'followers_high', 'last_post_unknown', 'last_post_old',
  'rating_unknown', 'rating_low', 'rating_high', 'reviews_unknown', 'reviews_low', 'reviews_high', 'keyword_missing',
  'keyword_excluded', 'score_low', 'refused_by_person', 'duplicate', 'opt_out', 'no_recipient', 'bad_recipient', 'suppressed', 'erased', 'cooldown',
] as const;

/** The words of prospects.ignored_reason: a code of ours, or what somebody wrote. */
export function useRefusalWords() {
  const { t } = useTranslation('prospects');
  const say = useReason();
  return (reason: string): string => {
    const code = known.find((k) => k === reason);
    return code ? t(`refusal.${code}`) : say({ code: reason, message: reason });
  };
}
