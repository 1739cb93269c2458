import { Clock, Send } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReason } from '@/api/reason'
import { announce } from '@/app/announce'
import { useFormat } from '@/format'
import { WhyBar } from '@/ui/WhyBar'
import { useCampaignNames, useWhy } from './queries'

/** Whether messages go out now; if not, why, and when the next one leaves. */
export function WhyCard({ campaign }: { campaign: string }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const say = useReason()
  const running = (useCampaignNames().data ?? []).some(c => c.status === 'active' || c.status === 'paused')
  const why = useWhy(campaign).data
  const flowing = why !== undefined && (why.sending || why.code === 'gap') // a pause of seconds is how sending looks
  const text = why ? (flowing ? '' : say({ code: why.code, params: why.params, message: why.message })) : ''
  useSpoken(text)
  if (!why || !running) return null // who has not begun needs no reason
  const next = why.next_at ? t('why.next', { time: format.dateTime(why.next_at), name: why.next?.prospect.name ?? '' }) : ''
  return (
    <WhyBar
      tone={flowing ? 'ok' : quiet.has(why.code) ? 'info' : 'warn'}
      icon={flowing ? <Send /> : <Clock />}
      title={flowing ? t('why.sending') : t('why.idle')}
      text={[text, why.next?.prospect.name ? next : ''].filter(Boolean).join(' ')}
      gates={[]}
    />
  )
}

// Causes that pass by themselves.
const quiet = new Set(['outside_window', 'not_started', 'nothing_due', 'nothing_pending', 'preparing', 'assisted_waiting', 'limit_reached', 'retry_later'])

const atMostEvery = 10_000

/** useSpoken tells a change, at most once in 10 seconds. */
function useSpoken(text: string): void {
  const last = useRef({ text: '', at: 0 })
  useEffect(() => {
    if (!text || text === last.current.text) return
    const first = last.current.text === ''
    if (!first && Date.now() - last.current.at < atMostEvery) return
    last.current = { text, at: Date.now() }
    if (!first) announce(text)
  }, [text])
}
