import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import { useOnline } from '@/app/online'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { Aside } from './components/Aside'
import { Between } from './components/Between'
import { Done } from './components/Done'
import { InHand } from './components/InHand'
import { Nothing } from './components/Nothing'
import { Outgoing } from './components/Outgoing'
import { Start } from './components/Start'
import { useQueue } from './queue'
import { behind } from './round'

/** The thumb queue: the next person to write to by hand, made for one hand. */
export function Component() {
  const { t } = useTranslation('queue')
  if (useCan('write')) return <Queue />
  return (
    <>
      <PageHead title={t('title')} meta={t('lead')} />
      <EmptyState drawing="hand" title={t('viewer.title')} text={t('viewer.text')} />
    </>
  )
}

function Queue() {
  const { t } = useTranslation('queue')
  const queue = useQueue(true)
  const online = useOnline()
  const { card, round, next } = queue
  const running = round !== null && behind(round) < round.total
  const frame = 'flex min-h-[calc(100dvh-62px)] justify-center gap-14 max-md:-mb-[18px]'
  if (running && card) {
    return <div className={`${frame} md:min-h-0 md:items-stretch max-md:-mt-3`}><InHand queue={queue} round={round} card={card} /><Aside queue={queue} /></div>
  }
  const between = running && (next.isFetching || !online) // the next card is on its way
  const over = round !== null && !between && behind(round) > 0
  return (
    <div className="flex flex-col max-md:min-h-[calc(100dvh-5.75rem)] max-md:pb-safe">
      <PageHead title={t('title')} meta={round ? undefined : t('lead')} />
      <div className="flex flex-1 gap-14">
        {next.isPending ? <Waiting />
          : over ? <Done queue={queue} round={round} />
            : between ? <Between queue={queue} round={round} />
              : card ? <Start queue={queue} />
                : <div className="flex flex-1 flex-col gap-3"><Nothing queue={queue} /><Outgoing queue={queue} /></div>}
        {(card || round) && <Aside queue={queue} />}
      </div>
    </div>
  )
}

function Waiting() {
  return (
    <div className="flex max-w-[460px] flex-1 flex-col gap-4">
      <div className="flex items-center gap-3.5"><Skeleton className="size-12 rounded-[14px]" /><Skeleton className="h-7 w-48" /></div>
      <Skeleton className="h-44 rounded-[18px]" />
      <Skeleton className="mt-auto h-14 rounded-[16px]" />
    </div>
  )
}
