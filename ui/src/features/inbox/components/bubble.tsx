import { Mic, Paperclip } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReason } from '@/api/reason'
import { useFormat } from '@/format'
import { cn } from '@/ui/cn'
import { StateMark } from '@/ui/StateMark'
import { statusMark } from '../marks'
import type { Message } from '../types'
import { Claims } from './claims'
import { HandBar } from './hand-bar'

/** One message: what it says with its claims, when, and how far it has come. */
export function Bubble({ message, at, name }: { message: Message; at: string; name: string }) {
  const { t } = useTranslation('inbox')
  const { t: c } = useTranslation('common')
  const { time, dateTime } = useFormat()
  const say = useReason()
  const ours = message.direction === 'outbound'
  const mark = statusMark(message.status)
  const waits = ['draft', 'held', 'pending'].includes(message.status)
  const byHand = ours && message.account === '' && message.status === 'pending'
  return (
    <div className={cn('max-w-[min(78%,62ch)] rounded-lg px-4 py-2.5', ours ? 'self-end rounded-br-sm bg-primary-soft' : 'self-start rounded-bl-sm border border-line bg-surface', waits && 'border border-dashed border-line-strong bg-transparent')}>
      <span className="sr-only">{ours ? t('thread.us') : t('thread.from', { name })}</span>
      {!ours && <Attached message={message} />}
      {message.content && <p className="break-words whitespace-pre-wrap"><Claims content={message.content} facts={message.facts} /></p>}
      <p className="mt-0.5 flex flex-wrap items-center justify-end gap-x-2 text-xs text-ink-3 tabular-nums">
        <time dateTime={at}>{waits && message.scheduled_at ? t('thread.planned', { when: dateTime(at) }) : time(at)}</time>
        {ours && <StateMark bare tone={mark.tone} icon={mark.icon} word={c(`state.message.${message.status}`)} className="font-medium text-ink-3" />}
      </p>
      {message.status === 'in_doubt' && <p className="mt-1 text-sm text-warn-ink">{t('thread.inDoubt')}</p>}
      {(message.status === 'failed' || message.status === 'held') && message.status_reason && (
        <p className={cn('mt-1 text-sm', message.status === 'failed' ? 'text-bad-ink' : 'text-warn-ink')}>{say(message.status_reason)}</p>
      )}
      {byHand && <HandBar message={message} />}
    </div>
  )
}

/** A voice note by its transcript, other files by their kind. */
function Attached({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const kind = message.media?.type ?? (message.metadata?.type as string | undefined) ?? 'text'
  if (kind === 'audio' || kind === 'voice' || message.transcript) {
    return (
      <div className="mb-1">
        <p className="flex items-center gap-2 text-sm font-medium"><Mic aria-hidden="true" className="size-4 shrink-0 text-primary-ink" />{t('thread.voice')}</p>
        {message.transcript && <p className="mt-1 text-sm"><span className="text-ink-3">{t('thread.transcript')}</span>{` “${message.transcript}”`}</p>}
      </div>
    )
  }
  if (kind === 'text' || kind === 'button' || kind === 'interactive' || message.media === null) return null
  return <p className="mb-1 flex items-center gap-2 text-sm text-ink-2"><Paperclip aria-hidden="true" className="size-4 shrink-0" />{t('thread.media', { kind })}</p>
}
