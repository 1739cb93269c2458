import { ArrowLeft, Check, Info, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useOnline } from '@/app/online'
import { useCan } from '@/api/session'
import { Avatar } from '@/ui/Avatar'
import { IconButton } from '@/ui/IconButton'
import { useIsPhone } from '@/ui/media'
import { Skeleton } from '@/ui/Skeleton'
import { StateMark } from '@/ui/StateMark'
import { intentMark } from '../marks'
import type { Message, Person, Talk } from '../types'
import { lastHeardOn } from '../window'
import { isChannel } from './channel'
import { MoreMenu } from './more-menu'
import { SnoozeMenu } from './snooze-menu'

export type Acts = { done: () => void; snooze: (at: Date | null) => void; assign: (member: string, name: string) => void; unread: () => void }

type HeadProps = {
  person: Person | undefined
  talk: Talk | null | undefined
  messages: Message[] | undefined
  wide: boolean
  snoozing: boolean
  onSnoozing: (on: boolean) => void
  acts: Acts
  onBack: () => void
  onAbout: () => void
  onPaste: () => void
  onSuppress: () => void
}

/** Above the thread: who it is, how they were understood, and what one may do with the conversation. */
export function Head(props: HeadProps) {
  const { person, talk, messages, wide, acts } = props
  const { t } = useTranslation('inbox')
  const { t: c } = useTranslation('common')
  const write = useCan('write')
  const phone = useIsPhone()
  const online = useOnline()
  const mark = intentMark(person?.intent ?? '')
  const channel = lastHeardOn(messages) || messages?.[0]?.channel || ''
  const meta = [isChannel(channel) ? c(`channel.${channel}`) : '', person?.category ?? '', person?.city ?? ''].filter(Boolean).join(', ')
  const Title = phone ? 'h1' : 'h2'
  return (
    <header className="flex min-h-[62px] items-center gap-3 border-b border-line px-4 py-2 max-md:gap-2 max-md:px-2">
      {phone && <IconButton label={t('thread.back')} icon={<ArrowLeft aria-hidden="true" />} onClick={props.onBack} />}
      {person ? <Avatar name={person.name} size="md" /> : <Skeleton className="size-10 rounded-full" />}
      <div className="min-w-0 flex-1">
        {person ? <Title {...(phone ? { tabIndex: -1, 'data-page-title': true } : {})} className="truncate text-lg font-bold">{person.name}</Title> : <Skeleton className="w-40" />}
        {person && <p className="truncate text-xs text-ink-3">{meta}</p>}
      </div>
      {mark && <StateMark tone={mark.tone} word={t(`intent.${mark.word}`)} className="max-lg:hidden" />}
      {write && talk && (
        <>
          <SnoozeMenu talk={talk} open={props.snoozing} onOpenChange={props.onSnoozing} onPick={acts.snooze} />
          {!phone && <IconButton
            label={talk.state === 'closed' ? t('act.reopen') : t('act.close')} shortcut="E" disabled={!online} onClick={acts.done}
            icon={talk.state === 'closed' ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
          />}
        </>
      )}
      {!wide && !phone && <IconButton label={t('thread.about')} icon={<Info aria-hidden="true" />} onClick={props.onAbout} />}
      {person && (write || phone) && <MoreMenu person={person} talk={talk} acts={acts} onAbout={wide ? undefined : props.onAbout} onPaste={props.onPaste} onSuppress={props.onSuppress} />}
    </header>
  )
}
