import type { ReactNode } from 'react'
import { cn } from './cn'
import { Drawing, type DrawingName } from './Drawing'

interface EmptyStateProps {
  drawing: DrawingName
  title: ReactNode
  text?: ReactNode
  /** The next act, as a button. */
  action?: ReactNode
  className?: string
}

/** EmptyState says in one sentence why there is nothing, and what to do about it. */
export function EmptyState({ drawing, title, text, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center px-6 py-12 text-center', className)}>
      <Drawing name={drawing} />
      <p className="mt-4 max-w-[44ch] text-lg font-semibold text-balance">{title}</p>
      {text && <p className="mt-1 max-w-[52ch] text-pretty text-ink-2">{text}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
