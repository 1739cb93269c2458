import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import type { Draft } from '../types'
import { hostOf } from './Sources'

/** Why this person may be written to, in a line: where the contact stands, and on what basis. */
export function Slip({ draft }: { draft: Draft }) {
  const { t } = useTranslation('review')
  const { dateTime } = useFormat()
  const contact = draft.expand?.prospect?.facts?.find(fact => fact.value === draft.recipient && fact.at)
  const host = contact && (hostOf(contact.url) || contact.source)
  const basis = draft.expand?.campaign?.legal_basis
  return (
    <p className="flex items-start gap-2 text-sm text-ink-2 tabular-nums">
      <ShieldCheck aria-hidden="true" className="mt-px size-4 shrink-0 text-ok-ink" />
      <span>
        {[
          host ? t('slip.found', { host, when: dateTime(contact.at) }) : t('slip.given'),
          basis === 'legitimate_interest' || basis === 'consent' ? t(`slip.${basis}`) : '',
          t('slip.checked'),
        ].filter(Boolean).join(' ')}
      </span>
    </p>
  )
}
