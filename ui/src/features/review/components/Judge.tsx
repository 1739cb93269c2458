import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '@/app/keys'
import { useOnline } from '@/app/online'
import { useFormat } from '@/format'
import { Segments } from '@/ui/Segments'
import type { Judging } from '../judging'
import { templateOf } from '../slip'
import { Acts } from './Acts'
import { Editor } from './Editor'
import { Last } from './Last'
import { Person } from './Person'
import { Text } from './Text'

/** A round: one card at a time, A E S Z, and the last card confirms. */
export function Judge({ judging }: { judging: Judging }) {
  const { t } = useTranslation('review')
  const { number } = useFormat()
  const online = useOnline()
  const [editing, setEditing] = useState('')
  const { card, round } = judging
  const done = round.said.length
  const held = card?.status === 'held'
  const fixed = card !== undefined && templateOf(card) !== ''
  const open = card !== undefined && editing === card.id

  const approve = () => judging.say('approve')
  const release = () => { if (card && online && !judging.releasing.isPending) judging.releasing.mutate(card.id) }
  const edit = () => { if (card && online && !fixed) setEditing(card.id) }
  useKeys('review', {
    a: () => (card ? (held ? release() : approve()) : false),
    e: () => (card ? edit() : false),
    s: () => (card ? judging.say('skip') : false),
    z: () => judging.takeBack(),
    enter: () => (card || judging.sending.isPending || !online ? false : judging.sending.mutate()),
  }, !open)
  useEffect(() => { window.scrollTo({ top: 0 }) }, [card?.id])

  return (
    <>
      <div className="mb-5 flex items-center gap-4">
        <Segments className="flex-1" total={round.ids.length} done={done} current={done} label={t('progress')} />
        <span className="text-sm font-semibold text-ink-2 tabular-nums">{t('counter', { n: number(Math.min(done + 1, round.ids.length)), total: number(round.ids.length) })}</span>
      </div>
      {!card && <Last judging={judging} />}
      {card && (
        <article aria-label={card.expand?.prospect?.name}>
          <Person draft={card} />
          {open ? <Editor draft={card} saving={judging.saving} close={() => setEditing('')} /> : (
            <>
              <div className="max-md:pb-4"><Text key={card.id} draft={card} /></div>
              <div className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-t max-md:border-line max-md:bg-bg max-md:px-4 max-md:pt-2.5 max-md:pb-[calc(12px+env(safe-area-inset-bottom))]">
                <Acts held={held} fixed={fixed} canTakeBack={done > 0} releasing={judging.releasing.isPending} offline={!online}
                  onApprove={approve} onRelease={release} onEdit={edit} onSkip={() => judging.say('skip')} onTakeBack={judging.takeBack} />
              </div>
            </>
          )}
        </article>
      )}
    </>
  )
}
