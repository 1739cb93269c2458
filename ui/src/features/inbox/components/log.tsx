import { Ban, ShieldCheck } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { cn } from '@/ui/cn'
import { Skeleton } from '@/ui/Skeleton'
import { entriesOf, type Entry } from '../thread'
import type { Message, Person } from '../types'
import { Bubble } from './bubble'

const near = 80

/** What was said, day by day. It stays at its end as long as the person is there. */
export function Log({ messages, person }: { messages: Message[]; person: Person }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const entries = entriesOf(messages, person.intent, format.dayKey)
  useLayoutEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight
  }, [entries.length])
  const onScroll = () => {
    const b = box.current
    if (b) atEnd.current = b.scrollHeight - b.scrollTop - b.clientHeight < near
  }
  return (
    // A scrolling region has to be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={box} role="log" aria-label={t('thread.messages')} tabIndex={0} onScroll={onScroll} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4 -outline-offset-2 max-md:px-3.5">
      {entries.length === 0 && <p className="py-10 text-center text-ink-3">{t('thread.nothing')}</p>}
      <div className="flex min-h-full flex-col justify-end gap-2">
        {entries.map(entry => (entry.kind === 'message' ? <Bubble key={entry.key} message={entry.message} at={entry.at} name={person.name} /> : <Line key={entry.key} entry={entry} />))}
      </div>
    </div>
  )
}

function Line({ entry }: { entry: Exclude<Entry, { kind: 'message' }> }) {
  const { t } = useTranslation('inbox')
  const { day, time, dayKey } = useFormat()
  const { t: c } = useTranslation('common')
  if (entry.kind === 'day') {
    return <p className="my-2 self-center rounded-full bg-sunken px-3 py-1 text-xs font-medium text-ink-2">{dayKey(entry.at) === dayKey(Date.now()) ? c('today') : day(entry.at)}</p>
  }
  const Icon = entry.kind === 'optOut' ? Ban : ShieldCheck
  return (
    <p className={cn('my-2 flex max-w-[64ch] items-center gap-2 self-center text-sm', entry.kind === 'optOut' ? 'text-bad-ink' : 'text-ink-2')}>
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {entry.kind === 'optOut' ? t('thread.optOut', { time: time(entry.at) }) : t('thread.stopped', { time: time(entry.at) })}
    </p>
  )
}

export function LogLoading() {
  const { t } = useTranslation('common')
  return (
    <div role="status" aria-label={t('loading')} className="flex flex-1 flex-col justify-end gap-3 px-5 py-4">
      <div className="self-end"><Skeleton className="h-20 w-[300px] rounded-lg" /></div>
      <Skeleton className="h-12 w-[220px] rounded-lg" />
      <Skeleton className="h-12 w-[260px] rounded-lg" />
    </div>
  )
}
