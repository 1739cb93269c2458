import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/Popover'
import { spansOf } from '@/api/claims'
import type { Message } from '../types'

/** A text whose claims are underlined and numbered; each opens where it comes from. */
export function Claims({ content, facts }: { content: string; facts: Message['facts'] }) {
  const { t } = useTranslation('inbox')
  const { dateTime } = useFormat()
  return spansOf(content, facts).map((piece, i) => {
    const { fact, n = 0 } = piece
    if (!fact) return piece.text
    return (
      <Popover key={i}>
        <PopoverTrigger className="claim inline text-left">{piece.text}<sup className="ml-px text-[0.7em] font-bold text-primary-ink">{n}</sup></PopoverTrigger>
        <PopoverContent aria-label={t('thread.claim', { n })}>
          <p className="font-semibold">{fact.text || fact.value}</p>
          <p className="mt-0.5 text-sm text-ink-2">{t('thread.source', { source: fact.source, when: dateTime(fact.at) })}</p>
          {fact.licence && <p className="mt-0.5 text-xs text-ink-3">{fact.licence}</p>}
          {fact.url && <a href={fact.url} target="_blank" rel="noreferrer" className="link mt-2 inline-flex items-center gap-1.5 text-sm">{t('thread.openSource')}<ExternalLink aria-hidden="true" className="size-3.5" /></a>}
        </PopoverContent>
      </Popover>
    )
  })
}
