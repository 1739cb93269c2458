import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useReason } from '@/api/reason'
import { useSession } from '@/api/session'
import { announce } from '@/app/announce'
import { toast } from '@/ui/toast'
import { outbox } from './courier'
import { gapEnd, gapOf } from './gap'
import { nextQuery } from './queries'
import { count, openRound, useRoundStore } from './round'
import type { Card, Mark, Outcome } from './types'

/** How long a mark can be taken back, in ms: the server's own time. */
export const undoFor = 10_000

type Last = { mark: Mark; card: Card; until: number }

/** useQueue is sending by hand: the card in the hand, what becomes of it, and the way back. */
export function useQueue(enabled: boolean) {
  const { t } = useTranslation('queue')
  const say = useReason()
  const { workspace, record } = useSession()
  const client = useQueryClient()
  const box = useSyncExternalStore(outbox.subscribe, outbox.state)
  const round = useRoundStore(state => state.round)
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<Last | null>(null)
  const [returned, setReturned] = useState<Card | null>(null)
  const [pin, setPin] = useState('')
  const query = nextQuery(workspace.id, () => outbox.state().waiting.length)
  const next = useQuery({ ...query, enabled: enabled && box.loaded })

  useEffect(() => {
    openRound(`${workspace.id}.${record.id}`)
    void outbox.belong({ workspace: workspace.id, member: record.id })
  }, [workspace.id, record.id])

  const mine = useMemo(() => box.waiting.filter(mark => mark.workspace === workspace.id && mark.member === record.id), [box.waiting, workspace.id, record.id])
  const cards = useMemo(() => {
    const fetched = next.data?.cards ?? []
    const all = returned && !fetched.some(card => card.message === returned.message) ? [returned, ...fetched] : fetched
    return all.filter(card => !settled.has(card.message) && !mine.some(mark => mark.message === card.message))
  }, [next.data, returned, settled, mine])
  // The card that is read stays, whatever the server puts before it.
  const card = cards.find(one => one.message === pin) ?? cards[0]
  if (card && card.message !== pin) setPin(card.message)

  const gap = gapOf(workspace.limits)
  const saidAt = last?.mark.outcome === 'sent' ? Date.parse(last.mark.at) : 0
  const gapUntil = saidAt > (next.data?.readAt ?? 0) ? saidAt + gap : gapEnd(next.data?.gapUntil, next.data?.readAt ?? 0, gap)
  const refresh = () => client.invalidateQueries({ queryKey: query.queryKey })

  function mark(outcome: Outcome) {
    if (!card) return
    const said: Mark = {
      key: crypto.randomUUID(), workspace: workspace.id, member: record.id, message: card.message, name: card.prospect.name,
      outcome, at: new Date().toISOString(), tries: 0,
    }
    setSettled(before => new Set(before).add(card.message))
    setLast({ mark: said, card, until: Date.now() + undoFor })
    setReturned(null)
    count(outcome)
    announce(t(`outcome.${outcome}`, { name: card.prospect.name }))
    void outbox.add(said).then(refresh)
  }

  async function undo() {
    if (!last) return
    const { mark: said, card: back } = last
    const answer = await outbox.takeBack(said)
    if (answer === 'unreached') return void toast(t('undoLost'), { tone: 'warn' })
    setLast(null)
    if (answer !== 'done') return void toast(say(answer.refused), { tone: 'bad' })
    setSettled(before => new Set([...before].filter(id => id !== said.message)))
    setReturned(back)
    setPin(back.message)
    count(said.outcome, -1)
    void refresh()
  }

  return { next, cards, card, round, last, mark, undo, gapUntil, gap, waiting: mine, refused: box.refused, stuck: box.stuck }
}

export type Queue = ReturnType<typeof useQueue>
