import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FactRecord } from '@/api/collections'
import { useFormat } from '@/format'
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/Popover'
import { hostOf } from '../host'
import { spansOf } from '@/api/claims'

/** A text whose claims are underlined and numbered; each opens where it was read. */
export function Claims({ content, facts }: { content: string; facts: FactRecord[] }) {
  return (
    <p className="break-words whitespace-pre-line">
      {spansOf(content, facts).map((span, i) => span.fact && span.n ? <Claim key={i} text={span.text} fact={span.fact} n={span.n} /> : <span key={i}>{span.text}</span>)}
    </p>
  )
}

function Claim({ text, fact, n }: { text: string; fact: FactRecord; n: number }) {
  const { t } = useTranslation('review')
  return (
    <Popover>
      <PopoverTrigger className="claim inline cursor-pointer rounded-sm text-left hover:bg-accent-soft" aria-description={t('claim', { n })}>
        {text}<sup className="ml-px text-[0.7em] font-bold text-primary-ink">{n}</sup>
      </PopoverTrigger>
      <PopoverContent aria-label={t('claim', { n })}><Source fact={fact} n={n} /></PopoverContent>
    </Popover>
  )
}

/** A fact with where and when it was read. */
export function Source({ fact, n }: { fact: FactRecord; n: number }) {
  const { t } = useTranslation('review')
  const { dateTime } = useFormat()
  return (
    <span className="flex items-start gap-2.5 text-sm">
      <span className="w-4 shrink-0 text-right font-bold text-primary-ink tabular-nums">{n}</span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium break-words">{fact.value}</span>
        <span className="block text-ink-2 tabular-nums">{t('readAt', { source: hostOf(fact.url) || fact.source, when: dateTime(fact.at) })}</span>
        {fact.licence && <span className="block text-xs text-ink-3">{fact.licence}</span>}
      </span>
      {fact.url && /^https?:/.test(fact.url) && (
        <a href={fact.url} target="_blank" rel="noreferrer" aria-label={t('source', { n })} className="-my-1 grid size-8 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-sunken touch:size-11">
          <ExternalLink aria-hidden="true" className="size-4" />
        </a>
      )}
    </span>
  )
}
