import { CircleAlert, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button'
import { cn } from './cn'

interface ErrorStateProps {
  /** What happened, why, and what helps: in that order. */
  what: ReactNode
  why?: ReactNode
  remedy?: ReactNode
  /** The id by which the server's log knows this request. */
  requestId?: string
  detailsLabel: string
  copyLabel: string
  onRetry?: () => void
  retryLabel?: string
  className?: string
}

/** ErrorState takes the place of what could not be shown. It is read at once (role alert). */
export function ErrorState({
  what, why, remedy, requestId, detailsLabel, copyLabel, onRetry, retryLabel, className,
}: ErrorStateProps) {
  return (
    <div role="alert" className={cn('flex gap-3.5 rounded-lg border border-line bg-surface p-[18px]', className)}>
      <span aria-hidden="true" className="grid size-10 shrink-0 place-items-center rounded-[12px] bg-bad-soft text-bad-ink">
        <CircleAlert className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-lg font-semibold">{what}</p>
        {why && <p className="mt-0.5 max-w-[64ch] text-ink-2">{why}</p>}
        {remedy && <p className="mt-0.5 max-w-[64ch] text-ink-2">{remedy}</p>}
        {onRetry && retryLabel && (
          <Button size="sm" className="mt-3" onClick={onRetry}>
            {retryLabel}
          </Button>
        )}
        {requestId && (
          <details className="mt-3 text-sm text-ink-3">
            <summary className="flex min-h-6 items-center touch:min-h-11">{detailsLabel}</summary>
            <div className="flex flex-wrap items-center gap-2 pt-1">
              <code className="rounded-sm bg-sunken px-1.5 py-0.5 break-all text-ink-2">{requestId}</code>
              <Button size="sm" variant="quiet" icon={<Copy aria-hidden="true" />} onClick={() => void navigator.clipboard?.writeText(requestId)}>
                {copyLabel}
              </Button>
            </div>
          </details>
        )}
      </div>
    </div>
  )
}
