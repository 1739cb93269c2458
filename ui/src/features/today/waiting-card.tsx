import { ChevronRight, ListChecks, MessageCircle, ShieldAlert, TriangleAlert, Wallet, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Waiting } from '@/api/openapi'
import { useReason } from '@/api/reason'
import { useWaiting } from '@/api/waiting'
import { useFormat } from '@/format'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Card, CardHead } from '@/ui/Card'
import { cn } from '@/ui/cn'
import { Skeleton } from '@/ui/Skeleton'
import { Unread } from './unread'

const looks: Record<string, { icon: LucideIcon; ground: string; act: 'answer' | 'review' | 'see' | 'limits' | 'requests' }> = {
  unanswered: { icon: MessageCircle, ground: 'bg-ok-soft text-ok-ink', act: 'answer' },
  to_approve: { icon: ListChecks, ground: 'bg-primary-soft text-primary-ink', act: 'review' },
  failures: { icon: TriangleAlert, ground: 'bg-warn-soft text-warn-ink', act: 'see' },
  budget_near: { icon: Wallet, ground: 'bg-warn-soft text-warn-ink', act: 'limits' },
  privacy_due: { icon: ShieldAlert, ground: 'bg-info-soft text-info-ink', act: 'requests' },
}
const account = { icon: TriangleAlert, ground: 'bg-bad-soft text-bad-ink', act: 'see' } as const

/** What waits for the person, the worst first, each with its one act. */
export function WaitingCard() {
  const { t } = useTranslation('today')
  const waiting = useWaiting()
  if (waiting.error && !waiting.data) return <Unread thrown={waiting.error} retry={() => void waiting.refetch()} />
  const items = waiting.data
  return (
    <Card aria-labelledby="waiting">
      <CardHead id="waiting" title={t('waiting.title')} meta={items && items.length > 0 ? <Badge tone="primary">{items.length}</Badge> : undefined} />
      {!items && <div className="flex flex-col gap-4 px-[18px] py-4"><Skeleton className="w-3/5" /><Skeleton className="w-2/5" /></div>}
      {items?.length === 0 && <p className="px-[18px] pt-1 pb-[18px] text-ink-2">{t('waiting.none')}</p>}
      {items && items.length > 0 && <ul className="mt-2">{items.map(item => <Line key={`${item.code} ${item.link}`} item={item} />)}</ul>}
    </Card>
  )
}

function Line({ item }: { item: Waiting }) {
  const { t } = useTranslation('today')
  const say = useReason()
  const format = useFormat()
  const { icon: Icon, ground, act } = looks[item.code] ?? account
  const title = item.code === 'unanswered' || item.code === 'to_approve' || item.code === 'failures'
    ? t(`waiting.${item.code}`, { count: item.count, formatted: format.number(item.count) })
    : say({ code: item.code, params: item.params, message: item.message })
  const since = item.since && Date.parse(item.since) <= Date.now() ? t('waiting.since', { when: format.ago(item.since) }) : ''
  const hint = item.code === 'failures' ? t('waiting.failuresHint') : item.code === 'to_approve' ? t('waiting.approveHint', { count: Math.ceil(item.count / 3), formatted: format.number(Math.ceil(item.count / 3)) }) : since
  return (
    <li className="flex items-center gap-3 border-t border-line px-[18px] py-3 first:border-0 max-md:pr-1.5 max-md:pl-4">
      <span aria-hidden="true" className={cn('grid size-7 shrink-0 place-items-center rounded-full', ground)}><Icon className="size-[15px]" /></span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {hint && <p className="text-sm text-ink-2">{hint}</p>}
      </div>
      <Button asChild size="sm" className="max-md:size-11 max-md:border-transparent max-md:bg-transparent max-md:px-0 max-md:shadow-none">
        <Link to={item.link}>
          <span className="max-md:sr-only">{t(`waiting.act.${act}`)}</span>
          <ChevronRight aria-hidden="true" className="text-ink-3 md:hidden" />
        </Link>
      </Button>
    </li>
  )
}
