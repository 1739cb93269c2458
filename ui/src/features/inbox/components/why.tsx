import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { nowOf } from '../moments'
import { groundsOf } from '../grounds'
import type { Message, Talk } from '../types'
import { Part } from './details'

/** Why the last message of ours was allowed, as it was written down when it went. */
export function Why({ messages, talk }: { messages: Message[] | undefined; talk: Talk | null | undefined }) {
  const { t } = useTranslation('inbox')
  const { dateTime } = useFormat()
  const grounds = groundsOf(messages ?? [], talk, nowOf(talk?.last_message_at))
  if (grounds.length === 0) return null
  const words = grounds.map(ground => {
    switch (ground.kind) {
      case 'basis': return t(`details.basis.${ground.basis}`)
      case 'published': return t('details.published', { source: ground.source })
      case 'template': return t('details.template', { name: ground.name })
      case 'window': return t('details.window', { when: dateTime(ground.until) })
      case 'noOptOut': return t('details.noOptOut')
    }
  })
  return (
    <>
      <Part>{t('details.why')}</Part>
      <ul className="space-y-1 text-sm text-ink-2">
        {words.map(word => <li key={word} className="flex gap-2"><Check aria-hidden="true" className="mt-1 size-3.5 shrink-0 text-ok-ink" /><span className="min-w-0 break-words">{word}</span></li>)}
      </ul>
    </>
  )
}
