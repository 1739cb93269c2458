import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { Skeleton } from '@/ui/Skeleton'
import { StateMark } from '@/ui/StateMark'
import type { Tone } from '@/ui/tone'
import { blocksQuery, useUnblock, type Block } from './blocks.queries'

const tones: Record<Block['reason'], Tone> = { opt_out: 'bad', erasure: 'idle', bounce: 'idle', complaint: 'bad', manual: 'info', unclear: 'warn' }

/** BlockList lists the contacts by their masked hints, with the reason of each. */
export function BlockList() {
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  const blocks = useInfiniteQuery(blocksQuery(workspace.id))
  if (blocks.isError) return <Failed what={t('blocks.failed')} error={blocks.error} onRetry={() => void blocks.refetch()} />
  if (!blocks.data) return <Skeleton className="h-60 rounded-lg" />
  const rows = blocks.data.pages.flat()
  if (rows.length === 0) return <EmptyState drawing="circles" title={t('blocks.empty')} text={t('blocks.emptyText')} />
  return (
    <Card>
      <ul>{rows.map((one) => <BlockRow key={one.id} block={one} />)}</ul>
      {blocks.hasNextPage && <div className="border-t border-line p-3 text-center"><Button size="sm" variant="quiet" loading={blocks.isFetchingNextPage} onClick={() => void blocks.fetchNextPage()}>{t('blocks.more')}</Button></div>}
    </Card>
  )
}

function BlockRow({ block }: { block: Block }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const format = useFormat()
  const unblock = useUnblock()
  return (
    <li className="flex min-h-[52px] flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-[18px] py-2 first:border-0">
      <div className="min-w-0 flex-1 basis-44">
        <p className="truncate font-semibold tabular-nums">{block.hint || t('blocks.noHint')}</p>
        <p className="text-sm text-ink-3">{t(`blocks.of.${block.kind}`)} · {format.day(block.created)}</p>
      </div>
      <StateMark tone={tones[block.reason]} word={t(`blocks.reason.${block.reason}`)} />
      {block.reason === 'manual' && <Button size="sm" variant="quiet" loading={unblock.isPending} onClick={() => unblock.mutate(block.id)} aria-label={t('blocks.removeName', { hint: block.hint })}>{common('remove')}</Button>}
    </li>
  )
}
