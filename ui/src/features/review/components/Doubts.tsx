import { useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/api/mutation'
import type { Doubt } from '@/api/openapi'
import { keys } from '@/api/keys'
import { useCan, useSession } from '@/api/session'
import { useOnline } from '@/app/online'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { toast } from '@/ui/toast'
import { retry, settle, useDoubts } from '../queries'

type Word = 'arrived' | 'lost' | 'again'

/** Messages of which nobody knows whether they arrived: none goes out again unless a person says so. */
export function Doubts() {
  const { t } = useTranslation('review')
  const { number } = useFormat()
  const doubts = useDoubts().data ?? []
  if (doubts.length === 0) return null
  return (
    <section aria-labelledby="doubts" className="mt-10 rounded-lg border border-line bg-surface p-[18px]">
      <h2 id="doubts" className="flex items-start gap-2 text-lg font-semibold"><TriangleAlert aria-hidden="true" className="mt-1 size-[18px] shrink-0 text-warn-ink" />{t('doubts.title', { count: doubts.length, formatted: number(doubts.length) })}</h2>
      <p className="mt-1 text-sm text-ink-2">{t('doubts.text')}</p>
      <ul className="mt-2">{doubts.map(doubt => <Line key={doubt.message} doubt={doubt} />)}</ul>
    </section>
  )
}

function Line({ doubt }: { doubt: Doubt }) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const { dateTime, phone } = useFormat()
  const { workspace } = useSession()
  const write = useCan('write')
  const online = useOnline()
  const client = useQueryClient()
  const saying = useAct({
    run: (word: Word) => (word === 'again' ? retry(doubt.message) : settle(doubt.message, word === 'arrived')),
    onSuccess: (_, word) => {
      toast(t(word === 'again' ? 'doubts.resent' : 'doubts.settled'))
      return client.invalidateQueries({ queryKey: keys.of(workspace.id, 'messages') })
    },
  })
  const claimed = new Date(doubt.claimed_at).getFullYear() > 1
  const act = (word: Word) => (
    <Button size="sm" variant={word === 'again' ? 'quiet' : 'secondary'} loading={saying.isPending && saying.variables === word}
      aria-disabled={!online || saying.isPending} onClick={online && !saying.isPending ? () => saying.mutate(word) : undefined}>{t(`doubts.${word}`)}</Button>
  )
  return (
    <li className="border-t border-line py-3 first:border-0">
      <p className="font-semibold">{doubt.prospect.name}</p>
      <p className="text-sm text-ink-2 tabular-nums">{[phone(doubt.recipient), common(`channel.${doubt.channel as 'whatsapp'}`), claimed ? t('doubts.since', { when: dateTime(doubt.claimed_at) }) : ''].filter(Boolean).join(' · ')}</p>
      <p className="mt-1 line-clamp-2 text-sm text-ink-2">{doubt.content}</p>
      {write && <div className="mt-2 flex flex-wrap gap-2">{act('arrived')}{act('lost')}{act('again')}</div>}
      {write && <p className="mt-1 text-xs text-ink-3">{`${t('doubts.again')}: ${t('doubts.twice')}`}</p>}
    </li>
  )
}
