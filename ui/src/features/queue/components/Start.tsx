import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Drawing } from '@/ui/Drawing'
import { useHandWaiting } from '../queries'
import type { Queue } from '../queue'
import { startRound, totalOf } from '../round'
import { Outgoing } from './Outgoing'

/** Before a round: how many wait, and how long one takes. */
export function Start({ queue }: { queue: Queue }) {
  const { t } = useTranslation('queue')
  const { number } = useFormat()
  const counted = useHandWaiting(true)
  const waiting = Math.max(counted.data ?? 0, queue.cards.length)
  const left = queue.next.data ? queue.next.data.ceiling - queue.next.data.used : waiting
  const total = totalOf(waiting, left)
  const minutes = Math.max(1, Math.round((total * Math.max(queue.gap, 20_000)) / 60_000))
  return (
    <Card className="flex max-w-[460px] flex-1 flex-col items-center gap-1 px-5 py-8 text-center max-md:flex max-md:max-w-none max-md:border-0 max-md:bg-transparent max-md:px-0 max-md:pb-0 max-md:shadow-none">
      <div className="my-auto flex flex-col items-center gap-1">
        <Drawing name="hand" />
        <p className="mt-4 text-lg font-semibold text-balance">{t('start.count', { count: waiting })}</p>
        <p className="max-w-[40ch] text-pretty text-ink-2 tabular-nums">{t('start.takes', { number: number(total), minutes: number(minutes) })}</p>
      </div>
      <div className="mt-5 flex w-full flex-col gap-2">
        <Button variant="primary" size="lg" className="h-14 w-full rounded-[16px] touch:h-14" icon={<Play aria-hidden="true" />} onClick={() => startRound(total)}>{t('start.act')}</Button>
        <Outgoing queue={queue} />
      </div>
    </Card>
  )
}
