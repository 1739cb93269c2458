import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '@/app/keys'
import { useOnline } from '@/app/online'
import { asApiError } from '@/api/http'
import { useCan, useSession } from '@/api/session'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { useIsPhone, useMediaQuery } from '@/ui/media'
import { useChange } from '../acts'
import { usePerson, useTalk, useThread } from '../queries'
import { useMarkRead } from '../read'
import { Composer } from './composer'
import { Failure } from './failure'
import { Head } from './head'
import { Log, LogLoading } from './log'

const About = lazy(() => import('./about').then(m => ({ default: m.About })))
const PasteDialog = lazy(() => import('./paste-dialog').then(m => ({ default: m.PasteDialog })))
const SuppressDialog = lazy(() => import('./suppress-dialog').then(m => ({ default: m.SuppressDialog })))

type ThreadProps = { prospect: string; onBack: () => void; onDone: () => void }

/** The conversation with one person: what was said, what to say, and what is known. */
export function Thread({ prospect, onBack, onDone }: ThreadProps) {
  const { t } = useTranslation('inbox')
  const { dateTime } = useFormat()
  const { record } = useSession()
  const write = useCan('write')
  const online = useOnline()
  const phone = useIsPhone()
  const wide = useMediaQuery('(width >= 1240px)')
  const person = usePerson(prospect)
  const talk = useTalk(prospect)
  const thread = useThread(prospect)
  const change = useChange()
  const [open, setOpen] = useState<'' | 'about' | 'paste' | 'suppress' | 'snooze'>('')
  const close = () => setOpen('')
  useMarkRead(talk.data, write)

  const acts = {
    done: () => {
      if (!talk.data) return
      const shut = talk.data.state !== 'closed'
      change.mutate({ talk: talk.data, change: shut ? { state: 'closed', unread_count: 0 } : { state: 'open' }, said: shut ? t('done.closed') : t('done.reopened') })
      if (shut) onDone()
    },
    snooze: (at: Date | null) => {
      if (!talk.data) return
      change.mutate({ talk: talk.data, change: { snoozed_until: at ? at.toISOString() : '' }, said: at ? t('done.snoozed', { when: dateTime(at) }) : t('done.woken') })
      if (at) onDone()
    },
    assign: (member: string, name: string) => {
      if (!talk.data || talk.data.assignee === member) return
      const said = member === record.id ? t('done.mine') : member ? t('done.assigned', { name }) : t('done.unassigned')
      change.mutate({ talk: talk.data, change: { assignee: member }, said })
    },
    unread: () => {
      if (talk.data) change.mutate({ talk: talk.data, change: { unread_count: 1 } })
      onBack()
    },
  }
  useKeys('inbox', {
    r: () => document.getElementById('reply')?.focus(),
    e: acts.done,
    h: () => setOpen('snooze'),
    m: () => acts.assign(record.id, ''),
    'shift+x': () => setOpen('suppress'),
  }, write && online)
  useKeys('everywhere', { escape: event => (phone || event.defaultPrevented ? false : onBack()) })

  if (person.isError && asApiError(person.error).status === 404) {
    return <div className="grid min-w-0 flex-1 place-items-center"><EmptyState drawing="circles" title={t('error.gone')} action={<Button onClick={onBack}>{t('error.goneAct')}</Button>} /></div>
  }
  const failed = person.error ?? thread.error ?? talk.error
  if (failed && !(person.data && thread.data)) {
    const again = () => void Promise.all([person.refetch(), thread.refetch(), talk.refetch()])
    return <div className="min-w-0 flex-1 p-4"><Failure what={t('error.thread')} thrown={failed} onRetry={again} /></div>
  }
  const about = person.data && (wide || open === 'about') && <About wide={wide} open={open === 'about'} onClose={close} person={person.data} talk={talk.data} messages={thread.data} onAssign={acts.assign} onSuppress={() => setOpen('suppress')} />
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <section aria-label={person.data ? t('thread.with', { name: person.data.name }) : t('title')} className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Head
          person={person.data} talk={talk.data} messages={thread.data} wide={wide} snoozing={open === 'snooze'} onSnoozing={on => setOpen(on ? 'snooze' : '')} acts={acts}
          onBack={onBack} onAbout={() => setOpen('about')} onPaste={() => setOpen('paste')} onSuppress={() => setOpen('suppress')}
        />
        {thread.data && person.data ? <Log messages={thread.data} person={person.data} /> : <LogLoading />}
        {person.data && thread.data && <Composer person={person.data} talk={talk.data} messages={thread.data} onGone={onDone} />}
      </section>
      <Suspense fallback={wide && <aside className="w-[280px] shrink-0 border-l border-line" />}>
        {wide ? <aside aria-label={t('details.title')} className="w-[280px] shrink-0 overflow-y-auto border-l border-line p-[18px]">{about}</aside> : about}
      </Suspense>
      {person.data && write && (
        <Suspense>
          {open === 'paste' && <PasteDialog open onClose={close} person={person.data} messages={thread.data} />}
          {open === 'suppress' && <SuppressDialog open onClose={close} person={person.data} talk={talk.data} />}
        </Suspense>
      )}
    </div>
  )
}
