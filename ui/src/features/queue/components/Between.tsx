import { useTranslation } from 'react-i18next'
import { useOnline } from '@/app/online'
import { Drawing } from '@/ui/Drawing'
import { Segments } from '@/ui/Segments'
import type { Queue } from '../queue'
import { behind, type Round } from '../round'
import { Outgoing } from './Outgoing'
import { UndoLine } from './UndoLine'

/** Between two cards: the next is on its way, or waits for the connection. What was said stays in sight, and can be taken back. */
export function Between({ queue, round }: { queue: Queue; round: Round }) {
  const { t } = useTranslation('queue')
  const online = useOnline()
  const done = behind(round)
  return (
    <section aria-label={t('head.round')} className="flex max-w-[460px] flex-1 flex-col gap-4 max-md:max-w-none">
      <Segments label={t('head.round')} total={round.total} done={done} current={done} />
      <div className="my-auto flex flex-col items-center py-8 text-center">
        <Drawing name="dots" />
        <p role="status" className="mt-4 max-w-[40ch] text-pretty text-ink-2">{t(online ? 'next' : 'nextOffline')}</p>
      </div>
      <UndoLine last={queue.last} onUndo={() => void queue.undo()} />
      <Outgoing queue={queue} />
    </section>
  )
}
