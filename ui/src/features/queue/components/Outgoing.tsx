import { CloudUpload, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReason } from '@/api/reason'
import { Button } from '@/ui/Button'
import { outbox } from '../courier'
import type { Queue } from '../queue'

/** What the server has not yet, and what it did not take: neither is ever silent. */
export function Outgoing({ queue }: { queue: Queue }) {
  const { t } = useTranslation('queue')
  const say = useReason()
  const { waiting, refused, stuck } = queue
  return (
    <>
      {waiting.length > 0 && stuck && ( // what is being sent right now is not worth a line
        <p role="status" title={t('outboxHint')} className="flex items-center justify-center gap-1.5 text-[0.8rem] font-medium text-warn-ink tabular-nums">
          <CloudUpload aria-hidden="true" className="size-4 shrink-0" />
          {t('outbox', { count: waiting.length })}
        </p>
      )}
      {refused.map(({ mark, reason }) => (
        <div key={mark.key} role="alert" className="flex items-center gap-2.5 rounded-md bg-warn-soft py-1.5 pr-1.5 pl-3 text-sm text-warn-ink">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          <span className="min-w-0 flex-1"><b className="font-semibold">{t('refused', { name: mark.name })}</b> {say(reason)}</span>
          <Button size="sm" variant="quiet" className="text-current" onClick={() => outbox.forgive(mark.key)}>{t('act.dismiss')}</Button>
        </div>
      ))}
    </>
  )
}
