import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/api/mutation'
import { keys } from '@/api/keys'
import { useSession } from '@/api/session'
import { announce } from '@/app/announce'
import { confirm, type Outcome } from './outcome'
import { draftsKey, release, rewrite, roundOf, useDrafts } from './queries'
import { begin, current, judge, keep, of, takeBack, type Round } from './round'
import type { Draft, Verdict } from './types'

type Page = { items: Draft[]; totalItems: number }

/** useJudging is a round of judging: the card in the hand, what was said of the others, and the acts. */
export function useJudging(campaign: string) {
  const { t } = useTranslation('review')
  const { workspace } = useSession()
  const client = useQueryClient()
  const drafts = useDrafts(campaign)
  const [round, setRound] = useState<Round>(() => begin([]))
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const byId = useMemo(() => new Map((drafts.data?.items ?? []).map(draft => [draft.id, draft])), [drafts.data])

  const waiting = drafts.data?.items
  useEffect(() => {
    if (!waiting) return
    // Nothing of a begun round moves, except what somebody else has dealt with.
    setRound(now => (now.said.length === 0 && outcome === null ? begin(first(waiting)) : keep(now, new Set(now.ids.filter(id => !waiting.some(draft => draft.id === id))))))
  }, [waiting, outcome])

  const put = (draft: Draft) => client.setQueryData<Page>(draftsKey(workspace.id, campaign), page => page && { ...page, items: page.items.map(item => (item.id === draft.id ? draft : item)) })
  const say = (word: Verdict | 'takeBack', id: string) => announce(t(`said.${word}`, { name: byId.get(id)?.expand?.prospect?.name ?? '' }))

  const sending = useAct({
    run: () => confirm(of(round, 'approve').flatMap(id => byId.get(id) ?? []), of(round, 'skip')),
    onSuccess: result => {
      setOutcome(result)
      announce(t('done.said'))
      void client.invalidateQueries({ queryKey: keys.of(workspace.id, 'messages') })
      void client.invalidateQueries({ queryKey: keys.route(workspace.id, 'waiting').slice(0, 2) })
    },
  })
  const saving = useAct({ run: ({ id, content }: { id: string; content: string }) => rewrite(id, content), onSuccess: put, failure: () => '' })
  const releasing = useAct({ run: (id: string) => release(id), onSuccess: () => drafts.refetch() })

  const inHand = current(round)
  return {
    drafts, byId, round, outcome, sending, saving, releasing,
    card: byId.get(inHand),
    left: Math.max(0, (drafts.data?.totalItems ?? 0) - (outcome ? outcome.refused.length : 0)),
    say: (verdict: Verdict) => {
      if (inHand === '') return
      setRound(now => judge(now, verdict))
      say(verdict, inHand)
    },
    takeBack: () => {
      const last = round.said.at(-1)
      if (!last || sending.isPending) return
      setRound(takeBack)
      say('takeBack', last)
    },
    again: () => {
      setOutcome(null)
      setRound(begin(first(drafts.data?.items ?? [])))
    },
  }
}

function first(drafts: Draft[]): string[] {
  return drafts.slice(0, roundOf).map(draft => draft.id)
}

export type Judging = ReturnType<typeof useJudging>
