/** hostOf is the site of an address, '' where it has none. */
export function hostOf(url?: string): string {
  return url ? (/^https?:\/\/(?:www\.)?([^/:?#]+)/.exec(url)?.[1] ?? '') : ''
}
