import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { IconButton } from '@/ui/IconButton'
import { Segments } from '@/ui/Segments'
import type { Queue } from '../queue'
import { behind, endRound, type Round } from '../round'
import type { Card } from '../types'
import { Acts } from './Acts'
import { Gap } from './Gap'
import { Outgoing } from './Outgoing'
import { Person } from './Person'
import { UndoLine } from './UndoLine'

/** A round under way: the place in it, the person in the hand, and the acts at the bottom. */
export function InHand({ queue, round, card }: { queue: Queue; round: Round; card: Card }) {
  const { t } = useTranslation('queue')
  const { number } = useFormat()
  const done = behind(round)
  return (
    <section aria-label={t('title')} className="flex min-w-0 flex-1 flex-col md:max-w-[430px] md:rounded-[28px] md:border md:border-line md:bg-bg md:px-5 md:pt-2 md:pb-5 md:shadow-3">
      <header className="-mx-2 flex items-center">
        <IconButton size="lg" className="size-11 touch:size-11" label={t('head.close')} icon={<X aria-hidden="true" />} onClick={endRound} />
        <p className="flex-1 text-center tabular-nums">
          <b className="font-semibold">{t('head.place', { place: number(done + 1), total: number(round.total) })}</b>
          <span className="block text-xs text-ink-3">{t('head.calm')}</span>
        </p>
        <span className="size-11" />
      </header>
      <Segments className="mt-1.5" label={t('head.round')} total={round.total} done={done} current={done} />
      <div className="flex-1 pt-5 pb-3"><Person card={card} /></div>
      <div className="sticky bottom-0 -mx-4 flex flex-col gap-2 bg-bg px-4 pt-2 pb-[calc(14px+env(safe-area-inset-bottom))] md:static md:mx-0 md:px-0 md:pb-0">
        <UndoLine last={queue.last} onUndo={() => void queue.undo()} />
        <Acts card={card} onMark={queue.mark} />
        <Gap until={queue.gapUntil} />
        <Outgoing queue={queue} />
      </div>
    </section>
  )
}
