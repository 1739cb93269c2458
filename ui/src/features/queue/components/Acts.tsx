import { Check, Copy, ExternalLink, PhoneOff, SkipForward, UserCheck } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '@/app/keys'
import { Button } from '@/ui/Button'
import { cn } from '@/ui/cn'
import { IconButton } from '@/ui/IconButton'
import { toast } from '@/ui/toast'
import { useReturn } from '../returning'
import type { Card, Outcome } from '../types'

const large = 'h-14 w-full rounded-[16px] text-[1.06rem] touch:h-14'
const outlined = 'border-primary text-primary-ink'

// Two quick taps are one: the second would be said of the next person.
const doubleTap = 600

/** The acts of a card, in reach of the thumb. Before the chat was opened, opening is the first; on return, having sent. */
export function Acts({ card, onMark }: { card: Card; onMark: (outcome: Outcome) => void }) {
  const { t } = useTranslation('queue')
  const { opened, back, open } = useReturn(card.message)
  const link = useRef<HTMLAnchorElement>(null)
  const shownAt = useRef({ message: '', at: 0 })
  if (shownAt.current.message !== card.message) shownAt.current = { message: card.message, at: Date.now() }

  const copy = (said: string) => void navigator.clipboard?.writeText(card.content).then(() => toast(said, { tone: 'ok' }), () => undefined)
  const onOpen = () => {
    if (card.channel === 'instagram') copy(t('copied')) // its links carry no text
    open()
  }
  const mark = (outcome: Outcome) => {
    if (Date.now() - shownAt.current.at > doubleTap) onMark(outcome)
  }
  useKeys('queue', {
    o: () => link.current?.click(),
    enter: event => (event.repeat ? undefined : mark('sent')),
  })
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-2">
        <Button className="h-11 flex-1 px-2 font-medium text-ink-2" icon={<PhoneOff aria-hidden="true" />} onClick={() => mark('no_such_number')}>{t('act.missing')}</Button>
        <Button className="h-11 flex-1 px-2 font-medium text-ink-2" icon={<UserCheck aria-hidden="true" />} onClick={() => mark('already_client')}>{t('act.client')}</Button>
        <IconButton variant="secondary" className="h-11 w-[52px] text-ink-2 touch:w-[52px]" label={t('act.skip')} icon={<SkipForward aria-hidden="true" />} onClick={() => mark('skipped')} />
      </div>
      {card.link ? (
        <Button asChild size="lg" variant={back ? 'secondary' : 'primary'} className={cn(large, back && outlined)} icon={<ExternalLink aria-hidden="true" />}>
          <a ref={link} href={card.link} target="_blank" rel="noreferrer" onClick={onOpen}>{t(opened ? 'act.openAgain' : 'act.open')}</a>
        </Button>
      ) : (
        <>
          <p className="text-sm text-ink-2">{t('noLink')}</p>
          <Button size="lg" className={large} icon={<Copy aria-hidden="true" />} onClick={() => { copy(t('textCopied')); open() }}>{t('act.copyText')}</Button>
        </>
      )}
      <Button size="lg" variant={back ? 'primary' : 'secondary'} className={cn(large, !back && outlined)} icon={<Check aria-hidden="true" />} onClick={() => mark('sent')}>{t('act.sent')}</Button>
    </div>
  )
}
