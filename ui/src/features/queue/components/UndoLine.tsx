import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../now'
import type { Queue } from '../queue'

/** What was just said of the person before, and the way back, for ten seconds. */
export function UndoLine({ last, onUndo }: { last: Queue['last']; onUndo: () => void }) {
  const { t } = useTranslation('queue')
  const now = useNow(last?.until ?? 0)
  if (!last || now >= last.until) return null
  return (
    <div className="flex items-center gap-2 rounded-[14px] bg-ok-soft py-0.5 pr-1 pl-3.5 font-medium text-ok-ink">
      <Check aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 truncate">{t(`outcome.${last.mark.outcome}`, { name: last.mark.name })}</span>
      <button type="button" onClick={onUndo} className="h-11 shrink-0 px-3 font-bold tabular-nums underline underline-offset-3">
        {t('undoIn', { seconds: Math.ceil((last.until - now) / 1000) })}
      </button>
    </div>
  )
}
