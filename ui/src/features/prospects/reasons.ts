import type { ScoreReason } from './types';

/** The codes of score reasons that words know. */
export const scoreCodes = [
  'no_website', 'site_parked', 'site_unreachable', 'site_needs_javascript', 'has_whatsapp', 'has_mobile', 'has_landline', 'has_email',
  'has_instagram', 'well_rated', 'many_reviews', 'few_reviews', 'poorly_rated', 'posts_lately', 'has_audience', 'complete_address',
  'no_contact', 'no_name',
] as const;
export type ScoreCode = (typeof scoreCodes)[number];

export function isScoreCode(code: string): code is ScoreCode {
  return (scoreCodes as readonly string[]).includes(code);
}

/** The reasons that say most of a score, the weightiest first. */
export function weightiest(reasons: ScoreReason[] | null | undefined, n: number): ScoreReason[] {
  return [...(reasons ?? [])].sort((a, b) => Math.abs(b.points) - Math.abs(a.points)).slice(0, n);
}

/** The kinds of facts that words know, in the order in which a panel shows them. */
export const factKinds = [
  'phone', 'whatsapp', 'email', 'instagram', 'website', 'website_state', 'address', 'city', 'category', 'hours', 'note', 'facebook',
  'linkedin', 'tiktok', 'youtube', 'x',
] as const;
export type FactKind = (typeof factKinds)[number];

export function kindRank(kind: string): number {
  const at = (factKinds as readonly string[]).indexOf(kind);
  return at < 0 ? factKinds.length : at;
}
