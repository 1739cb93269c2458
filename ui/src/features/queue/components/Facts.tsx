import { BadgeCheck, ChevronDown, ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { spansOf } from '@/api/claims'
import type { Card } from '../types'

/** The facts that a text claims, folded: what was read, where and when. */
export function Facts({ card }: { card: Card }) {
  const { t } = useTranslation('queue')
  const { dateTime } = useFormat()
  const facts = spansOf(card.content, card.facts).flatMap(span => (span.fact ? [span.fact] : []))
  const latest = facts.map(fact => fact.at).sort().at(-1)
  if (!latest) return null
  return (
    <details className="group mt-1">
      <summary className="flex min-h-12 list-none items-center gap-2 px-1 font-medium text-ink-2 [&::-webkit-details-marker]:hidden">
        <BadgeCheck aria-hidden="true" className="size-[18px] shrink-0 text-ok-ink" />
        <span className="flex-1 tabular-nums">{t('facts', { count: facts.length, when: dateTime(latest) })}</span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 transition-transform group-open:rotate-180" />
      </summary>
      <ol className="flex flex-col gap-2 px-1 pb-2">
        {facts.map((fact, i) => (
          <li key={fact.id + i} className="flex items-start gap-2.5 text-sm">
            <span className="w-4 shrink-0 text-right font-bold text-primary-ink tabular-nums">{i + 1}</span>
            <span className="min-w-0 flex-1">
              <span className="block break-words">{fact.value}</span>
              <span className="block text-ink-3">{`${hostOf(fact.url) || fact.source} · ${t('readAt', { when: dateTime(fact.at) })}`}</span>
            </span>
            {fact.url && /^https?:/.test(fact.url) && (
              <a href={fact.url} target="_blank" rel="noreferrer" aria-label={`${t('source')} ${i + 1}`} className="-my-1 grid size-8 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-sunken touch:size-11">
                <ExternalLink aria-hidden="true" className="size-4" />
              </a>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

function hostOf(url?: string): string {
  return url ? (/^https?:\/\/(?:www\.)?([^/]+)/.exec(url)?.[1] ?? '') : ''
}
