import { BadgeCheck, ChevronDown, MessageSquareLock, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReason, type Reason } from '@/api/reason'
import { useFormat } from '@/format'
import { claimsOf } from '@/api/claims'
import { slipOf, templateOf } from '../slip'
import type { Draft } from '../types'
import { Claims, Source } from './Claims'

/** The text as it would arrive, what it rests on, and why it may go out. */
export function Text({ draft }: { draft: Draft }) {
  const { t } = useTranslation('review')
  const template = templateOf(draft)
  return (
    <>
      <div className="mt-4 rounded-[18px] rounded-bl-sm border border-line bg-surface px-[17px] py-4 text-[1.03rem] leading-relaxed shadow-2">
        <Claims content={draft.content} facts={draft.facts ?? []} />
      </div>
      {template !== '' && <p className="mt-3 flex gap-2 px-1 text-sm text-ink-2"><MessageSquareLock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />{t('template', { name: template })}</p>}
      <Facts draft={draft} />
      <SlipLine draft={draft} />
      {draft.status === 'held' && <Held reason={draft.status_reason} />}
    </>
  )
}

function Facts({ draft }: { draft: Draft }) {
  const { t } = useTranslation('review')
  const { number } = useFormat()
  const facts = claimsOf(draft.content, draft.facts ?? [])
  const head = <><BadgeCheck aria-hidden="true" className="size-[18px] shrink-0 text-ok-ink" /><span className="flex-1 tabular-nums">{t('facts', { count: facts.length, formatted: number(facts.length) })}</span></>
  if (facts.length === 0) return <p className="mt-1 flex min-h-11 items-center gap-2 px-1 text-ink-2">{head}</p>
  return (
    <details className="group mt-1">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 px-1 font-medium text-ink-2 [&::-webkit-details-marker]:hidden">
        {head}
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 transition-transform group-open:rotate-180" />
      </summary>
      <ol className="flex flex-col gap-2.5 px-1 pb-2">{facts.map((fact, i) => <li key={`${fact.id} ${i}`}><Source fact={fact} n={i + 1} /></li>)}</ol>
    </details>
  )
}

function SlipLine({ draft }: { draft: Draft }) {
  const { t } = useTranslation('review')
  const { basis, source } = slipOf(draft)
  const parts = [t(`basis.${basis}`), ...(source ? [t('contactFrom', { source })] : []), t('noStop')].join(' · ')
  return (
    <p className="flex items-start gap-2 px-1 py-1 text-sm text-ink-2" title={t('slipMore')}>
      <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok-ink" />
      <span>{t('slip', { parts })}</span>
    </p>
  )
}

function Held({ reason }: { reason: Reason | null }) {
  const { t } = useTranslation('review')
  const say = useReason()
  return (
    <div className="mt-3 rounded-lg bg-warn-soft px-4 py-3 text-warn-ink">
      <p className="font-semibold">{t('held')}</p>
      {reason && <p className="mt-0.5 text-sm">{say(reason)}</p>}
    </div>
  )
}
