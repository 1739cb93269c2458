import { OctagonPause } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReason } from '@/api/reason'
import { announce } from '@/app/announce'
import { useFormat } from '@/format'
import { Avatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { useRelease } from '../queries'
import { spansOf } from '../spans'
import type { Draft } from '../types'
import { Claims } from './Claims'
import { Editor } from './Editor'
import { Slip } from './Slip'
import { Sources } from './Sources'

/** One text to judge: for whom, by which way, what it claims and where that was read. */
export function DraftCard({ draft, editing, onClose }: { draft: Draft; editing: boolean; onClose: () => void }) {
  const { t } = useTranslation('review')
  const spans = useMemo(() => spansOf(draft.content, draft.facts ?? []), [draft.content, draft.facts])
  const title = useRef<HTMLHeadingElement>(null)
  const shown = useRef(draft.id)
  useEffect(() => {
    if (shown.current === draft.id) return
    shown.current = draft.id
    title.current?.focus({ preventScroll: true }) // the next name is read, and the keys act on the page
  }, [draft.id])
  return (
    <Card className="grid max-md:mb-16 md:grid-cols-[minmax(0,1fr)_300px]">
      <div className="min-w-0 p-[18px]">
        <Whom draft={draft} title={title} />
        <div className="mt-4">
          {editing ? <Editor key={draft.id} draft={draft} onClose={onClose} /> : (
            <div className="rounded-[18px] rounded-bl-sm bg-sunken px-[17px] py-4 text-[1.02rem] leading-[1.55]">
              {draft.content ? <Claims spans={spans} /> : <p className="text-ink-2">{t('noText')}</p>}
            </div>
          )}
        </div>
        {draft.status === 'held' && <Held draft={draft} />}
      </div>
      <div className="flex flex-col gap-5 border-line p-[18px] max-md:border-t md:border-l">
        <Sources spans={spans} />
        <div className="mt-auto"><Slip draft={draft} /></div>
      </div>
    </Card>
  )
}

function Whom({ draft, title }: { draft: Draft; title: React.Ref<HTMLHeadingElement> }) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const { phone, number } = useFormat()
  const { prospect, campaign } = draft.expand ?? {}
  const way = draft.account ? common(`channel.${draft.channel}`) : `${common(`channel.${draft.channel}`)}, ${t('hand')}`
  const parts = [
    draft.recipient && t('to', { recipient: phone(draft.recipient) }), way,
    draft.step > 0 ? t('followUp', { number: number(draft.step) }) : draft.step === 0 ? t('first') : '',
  ]
  return (
    <div className="flex items-start gap-3.5">
      <Avatar name={prospect?.name ?? ''} size="lg" square />
      <div className="min-w-0 flex-1">
        <h2 ref={title} tabIndex={-1} data-panel-title className="text-[1.2rem] break-words outline-none">{prospect?.name}</h2>
        <p className="text-sm text-ink-2">{[prospect?.category, prospect?.city, campaign?.name].filter(Boolean).join(' · ')}</p>
        <p className="text-sm text-ink-2 tabular-nums">{parts.filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  )
}

function Held({ draft }: { draft: Draft }) {
  const { t } = useTranslation('review')
  const say = useReason()
  const release = useRelease()
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-warn-soft px-3.5 py-2.5 text-warn-ink">
      <OctagonPause aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-48 text-sm"><b className="font-semibold">{t('held')}</b>{draft.status_reason ? `: ${say(draft.status_reason)}` : ''}</p>
      {draft.content && <Button size="sm" loading={release.isPending} onClick={() => release.mutate(draft.id, { onSuccess: () => announce(t('released')) })}>{t('release')}</Button>}
    </div>
  )
}
