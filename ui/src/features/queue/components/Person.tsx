import { useEffect, useRef } from 'react'
import { useFormat } from '@/format'
import { Avatar } from '@/ui/Avatar'
import type { Card } from '../types'
import { Claims } from './Claims'
import { Facts } from './Facts'

/** The person in the hand and the text for them. Its name is the screen's title: the focus goes there with every new card. */
export function Person({ card }: { card: Card }) {
  const { phone } = useFormat()
  const title = useRef<HTMLHeadingElement>(null)
  const shown = useRef(card.message)
  useEffect(() => {
    if (shown.current === card.message) return
    shown.current = card.message
    title.current?.focus({ preventScroll: true })
  }, [card.message])
  const where = [addressOf(card, phone), card.city].filter(Boolean).join(', ')
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-3.5">
        <Avatar name={card.prospect.name} size="lg" square />
        <div className="min-w-0 flex-1">
          <h1 ref={title} tabIndex={-1} data-page-title className="text-[1.3rem] break-words">{card.prospect.name}</h1>
          {where && <p className="text-sm break-words text-ink-2 tabular-nums">{where}</p>}
        </div>
      </div>
      <div className="mt-4 rounded-[18px] rounded-bl-sm border border-line bg-surface px-[17px] py-4 text-[1.03rem] leading-[1.55] shadow-2">
        <Claims content={card.content} facts={card.facts} />
      </div>
      <Facts card={card} />
    </div>
  )
}

function addressOf(card: Card, phone: (e164: string) => string): string {
  if (card.channel === 'whatsapp') return phone(card.recipient)
  return card.channel === 'instagram' && card.recipient && !/^[\d@]/.test(card.recipient) ? `@${card.recipient}` : card.recipient
}
