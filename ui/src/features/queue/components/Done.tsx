import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Drawing } from '@/ui/Drawing'
import type { Queue } from '../queue'
import { endRound, type Round } from '../round'
import { Outgoing } from './Outgoing'
import { UndoLine } from './UndoLine'

/** After a round: what became of it, the last way back, and another one. */
export function Done({ queue, round }: { queue: Queue; round: Round }) {
  const { t } = useTranslation('queue')
  const { number } = useFormat()
  const { data } = queue.next
  const full = data && data.used >= data.ceiling
  return (
    <Card className="flex max-w-[460px] flex-1 flex-col px-5 py-8 max-md:max-w-none max-md:border-0 max-md:bg-transparent max-md:px-0 max-md:pb-0 max-md:shadow-none">
      <div className="my-auto flex flex-col items-center gap-1 text-center">
        <Drawing name="hand" />
        <p className="mt-4 mb-1 text-lg font-semibold">{t('done.title')}</p>
        <Tallied round={round} />
        {full && <p className="mt-2 max-w-[40ch] text-pretty text-ink-2 tabular-nums">{t('ceiling', { used: number(data.used), ceiling: number(data.ceiling) })}</p>}
      </div>
      <div className="mt-5 flex flex-col gap-2">
        <UndoLine last={queue.last} onUndo={() => void queue.undo()} />
        <Outgoing queue={queue} />
        {queue.cards.length > 0 && <Button variant="primary" size="lg" onClick={endRound}>{t('done.again')}</Button>}
        <Button asChild size="lg" variant={queue.cards.length > 0 ? 'secondary' : 'primary'} onClick={endRound}><Link to="/">{t('done.today')}</Link></Button>
      </div>
    </Card>
  )
}

function Tallied({ round }: { round: Round }) {
  const { t } = useTranslation('queue')
  const parts = (['sent', 'no_such_number', 'already_client', 'skipped'] as const)
    .filter(outcome => round.done[outcome] > 0)
    .map(outcome => ({ outcome, n: round.done[outcome], word: t(`tally.${outcome}`, { count: round.done[outcome] }) }))
  return (
    <ul className="flex flex-wrap justify-center gap-x-4 text-ink-2 tabular-nums">
      {parts.map(part => <li key={part.outcome}><b className="font-semibold text-ink-1">{part.n}</b> {part.word}</li>)}
    </ul>
  )
}
