import { SendHorizontal, Sparkles, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { announce } from '@/app/announce'
import { useKeys } from '@/app/keys'
import { useOnline } from '@/app/online'
import { Refusal } from '@/app/refusal'
import { useCan } from '@/api/session'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { Kbd } from '@/ui/Kbd'
import { Textarea } from '@/ui/Textarea'
import { keepDraft, useDrafts } from '../drafts'
import { nowOf } from '../moments'
import { useReply } from '../reply'
import type { Message, NextStep, Person, Talk, Way } from '../types'
import { isClosed, lastHeardOn, waysOf, waysTo } from '../window'
import { isChannel } from './channel'
import { ClosedWindow } from './closed-window'
import { NextSteps } from './next-steps'

const laterDays = 2

type ComposerProps = { person: Person; talk: Talk | null | undefined; messages: Message[]; onGone: () => void }

/** Where an answer is written. What is proposed stands in the box and goes nowhere by itself. */
export function Composer({ person, talk, messages, onGone }: ComposerProps) {
  const { t } = useTranslation('inbox')
  const { t: c } = useTranslation('common')
  const write = useCan('write')
  const online = useOnline()
  const draft = useDrafts(s => s.of[person.id])
  const proposed = talk?.suggestion?.text ?? ''
  const text = draft?.text ?? proposed
  const reply = useReply(person, ({ next }, replied) => {
    if (!replied.by_hand && isChannel(replied.channel)) announce(t('composer.sent', { channel: c(`channel.${replied.channel}`) }))
    if (next?.kind === 'lost' || next?.kind === 'later') onGone()
    else document.getElementById('reply')?.focus()
  })
  const channel = lastHeardOn(messages)
  const closed = isClosed(channel, talk?.window_until, nowOf(talk?.last_message_at))
  const refusedWays = waysOf(reply.error)
  const ways = refusedWays ?? (closed ? waysTo(person) : null)
  const next: NextStep | undefined = draft?.next && (draft.next === 'later' ? { kind: 'later', days: laterDays } : { kind: draft.next })
  const may = text.trim() !== '' && online && !reply.isPending
  const submit = (way?: Way) => {
    if (may) reply.mutate({ content: text, ...(next ? { next } : {}), ...(way ? { way } : {}) })
  }
  useKeys('inbox', { 'mod+enter': () => submit(ways?.[0]) }, write)

  if (!write) return <p className="border-t border-line bg-surface px-4 py-3 text-sm text-ink-2">{t('composer.viewer')}</p>
  if (person.intent === 'opt_out') return <p className="border-t border-line bg-bad-soft px-4 py-3 text-sm font-medium text-bad-ink">{t('composer.optedOut')}</p>
  return (
    <div className="border-t border-line bg-surface px-4 pt-3 pb-3.5 max-md:px-3 max-md:pb-safe">
      {(talk?.suggestion?.summary || (proposed && text === proposed)) && (
        <div className="mb-2.5 flex items-start gap-2 text-sm">
          <Sparkles aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-primary-ink" />
          <p className="min-w-0 flex-1">
            {talk?.suggestion?.summary && <b className="font-semibold">{talk.suggestion.summary}</b>}
            {proposed && text === proposed && <span className="text-ink-2">{` ${t('composer.ready')}`}</span>}
          </p>
          {proposed && text === proposed && <IconButton size="sm" label={t('composer.clear')} icon={<X aria-hidden="true" />} onClick={() => keepDraft(person.id, { text: '' })} />}
        </div>
      )}
      <label htmlFor="reply" className="sr-only">{t('composer.label')}</label>
      <Textarea id="reply" grow rows={2} value={text} placeholder={t('composer.placeholder', { name: person.name })} onChange={event => keepDraft(person.id, { text: event.target.value })} className="max-h-[30dvh]" />
      {reply.isError && !refusedWays && <div className="mt-2"><Refusal thrown={reply.error} /></div>}
      {ways && <ClosedWindow talk={talk} ways={ways} disabled={!may} loading={reply.isPending} onPick={submit} />}
      <div className="mt-2.5 flex items-center gap-2 max-md:flex-col max-md:items-stretch">
        <NextSteps value={draft?.next} days={laterDays} onChange={kind => keepDraft(person.id, { next: kind })} />
        {!ways && (
          <Button variant="primary" className="ml-auto max-md:ml-0 max-md:h-[52px]" icon={<SendHorizontal aria-hidden="true" />} loading={reply.isPending} disabled={!may && !reply.isPending} onClick={() => submit()}>
            {t('composer.send')}
            <span aria-hidden="true" className="flex gap-1 max-md:hidden [&_kbd]:border-on-primary/30 [&_kbd]:bg-transparent [&_kbd]:text-on-primary"><Kbd>{'Ctrl'}</Kbd><Kbd>{'↵'}</Kbd></span>
          </Button>
        )}
      </div>
      {!online && <p className="mt-2 text-sm text-warn-ink">{c('offlineWrite')}</p>}
    </div>
  )
}
