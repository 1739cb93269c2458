import { useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCan } from '@/api/session'
import { announce } from '@/app/announce'
import { useKeys } from '@/app/keys'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Segments } from '@/ui/Segments'
import { Skeleton } from '@/ui/Skeleton'
import { toast } from '@/ui/toast'
import { Confirm } from './components/Confirm'
import { DraftCard } from './components/DraftCard'
import { Failed } from './components/Failed'
import { Foot } from './components/Foot'
import { Result } from './components/Result'
import { chosen, deciding, openOf, undecided } from './deciding'
import { useConfirm, useRound } from './queries'
import type { Decision, Draft } from './types'

/** The review queue: one text at a time, and nothing leaves before the last card. */
export function Component() {
  const { t } = useTranslation('review')
  const can = useCan('write')
  return (
    <div className="mx-auto max-w-[940px]">
      {can ? <Review /> : (
        <>
          <PageHead title={t('title')} />
          <EmptyState drawing="dots" title={t('viewer.title')} text={t('viewer.text')} action={<Button asChild><Link to="/campanhas">{t('viewer.act')}</Link></Button>} />
        </>
      )}
    </div>
  )
}

function Review() {
  const { t } = useTranslation('review')
  const { number } = useFormat()
  const round = useRound()
  const [state, say] = useReducer(deciding, undecided)
  const confirm = useConfirm()
  const drafts = round.data?.drafts ?? []
  const open = openOf(drafts, state)
  const later = Math.max(0, (round.data?.total ?? 0) - drafts.length)
  const begin = async () => {
    await round.refetch()
    say({ act: 'begin' })
    confirm.reset()
  }
  const undo = () => {
    const back = drafts.find(draft => draft.id === state.decided.at(-1)?.id)
    if (!back || confirm.isPending || confirm.data) return
    say({ act: 'undo' })
    announce(t('said.undo', { name: back.expand?.prospect?.name ?? '' }))
  }
  const decide = (draft: Draft, act: Decision) => {
    say({ act, id: draft.id })
    announce(t(`said.${act}`, { name: draft.expand?.prospect?.name ?? '' }))
  }
  useKeys('review', { z: undo })
  const done = state.decided.length
  const meta = drafts.length === 0 || confirm.data ? t('lead') : `${t('place', { place: number(Math.min(done + 1, drafts.length)), total: number(drafts.length) })}${later > 0 ? `, ${t('more', { count: later })}` : ''}. ${t('lead')}`
  return (
    <>
      <PageHead title={t('title')} meta={meta} className="mb-3" />
      {round.error ? <Failed error={round.error} onRetry={() => void round.refetch()} />
        : !round.data ? <Waiting />
          : confirm.data ? <Result confirmed={confirm.data} more={later > 0 || confirm.data.refused.length > 0} onMore={() => void begin()} />
            : drafts.length === 0 ? <Empty />
              : (
                <>
                  <Segments className="mb-4" label={t('progress')} total={drafts.length} done={done} current={done} />
                  {open ? <Judging draft={open} onDecide={decide} onUndo={done > 0 ? undo : undefined} /> : (
                    <Confirm
                      approved={chosen(drafts, state, 'approve').length} skipped={chosen(drafts, state, 'skip').length} pending={confirm.isPending} onUndo={undo}
                      onConfirm={() => confirm.mutate({ approve: chosen(drafts, state, 'approve'), skip: chosen(drafts, state, 'skip') })}
                    />
                  )}
                </>
              )}
    </>
  )
}

type JudgingProps = { draft: Draft; onDecide: (draft: Draft, act: Decision) => void; onUndo?: () => void }

function Judging({ draft, onDecide, onUndo }: JudgingProps) {
  const { t } = useTranslation('review')
  const [edited, setEdited] = useState('')
  const editing = edited === draft.id
  const approve = () => (draft.status === 'held' ? void toast(t('mustRelease'), { tone: 'warn' }) : onDecide(draft, 'approve'))
  const skip = () => onDecide(draft, 'skip')
  const edit = () => (draft.metadata?.['template'] ? void toast(t('template'), { tone: 'info' }) : setEdited(draft.id))
  useKeys('review', {
    a: event => (event.repeat ? undefined : approve()),
    s: event => (event.repeat ? undefined : skip()),
    e: edit,
  }, !editing)
  return (
    <>
      <DraftCard draft={draft} editing={editing} onClose={() => setEdited('')} />
      {!editing && <Foot onApprove={approve} onEdit={edit} onSkip={skip} onUndo={onUndo} />}
    </>
  )
}

function Empty() {
  const { t } = useTranslation('review')
  return <EmptyState drawing="dots" title={t('empty.title')} text={t('empty.text')} action={<Button asChild><Link to="/campanhas">{t('empty.act')}</Link></Button>} />
}

function Waiting() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-1" />
      <Skeleton className="h-80 rounded-lg" />
    </div>
  )
}
