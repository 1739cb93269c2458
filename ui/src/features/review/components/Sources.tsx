import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import type { Span } from '../spans'

/** Where each claim of a text was read, and when. */
export function Sources({ spans }: { spans: Span[] }) {
  const { t } = useTranslation('review')
  const { dateTime } = useFormat()
  const claims = spans.flatMap(span => (span.fact ? [{ fact: span.fact, n: span.n ?? 0 }] : []))
  return (
    <section aria-label={t('sources')}>
      <h3 className="mb-2">{t('sources')}</h3>
      {claims.length === 0 && <p className="text-sm text-ink-2">{t('noSources')}</p>}
      <ol className="flex flex-col gap-2.5">
        {claims.map(({ fact, n }) => (
          <li key={n} className="flex items-start gap-2.5 text-sm">
            <span className="w-4 shrink-0 text-right font-bold text-primary-ink tabular-nums">{n}</span>
            <span className="min-w-0 flex-1">
              <span className="block font-medium break-words">{fact.value}</span>
              <span className="block text-ink-3 tabular-nums">{`${hostOf(fact.url) || fact.source} · ${t('readAt', { when: dateTime(fact.at) })}`}</span>
            </span>
            {fact.url && /^https?:/.test(fact.url) && (
              <a href={fact.url} target="_blank" rel="noreferrer" aria-label={t('source', { n })} className="-my-1 grid size-8 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-sunken touch:size-11">
                <ExternalLink aria-hidden="true" className="size-4" />
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** hostOf is the site of an address, as people say it. */
export function hostOf(url?: string): string {
  return url ? (/^https?:\/\/(?:www\.)?([^/]+)/.exec(url)?.[1] ?? '') : ''
}
