import { Hourglass } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '@/app/announce'
import { clock } from '../gap'
import { useNow } from '../now'

/** How long until the next one may go, as a reason. It says once when that is over. */
export function Gap({ until }: { until: number }) {
  const { t } = useTranslation('queue')
  const now = useNow(until)
  const waiting = until > now
  const before = useRef(waiting)
  useEffect(() => {
    if (before.current && !waiting) announce(t('gapOver'))
    before.current = waiting
  }, [waiting, t])
  if (!waiting) return null
  return (
    <p role="timer" className="flex items-center justify-center gap-1.5 text-center text-[0.8rem] text-ink-3 tabular-nums">
      <Hourglass aria-hidden="true" className="size-3.5 shrink-0" />
      {t('gap', { clock: clock(until - now) })}
    </p>
  )
}
