import type { ReactNode } from 'react'
import { cn } from './cn'

interface PageHeadProps {
  title: ReactNode
  /** A state, a count or a sentence under the title. */
  meta?: ReactNode
  actions?: ReactNode
  className?: string
}

/** PageHead is the one h1 of a screen; the router moves the focus to it on navigation. */
export function PageHead({ title, meta, actions, className }: PageHeadProps) {
  return (
    <header className={cn('mb-[22px] flex flex-wrap items-end gap-x-5 gap-y-3', className)}>
      <div className="min-w-0 flex-1 basis-60">
        <h1 tabIndex={-1} data-page-title className="text-balance">
          {title}
        </h1>
        {meta != null && <div className="mt-0.5 text-ink-2 tabular-nums">{meta}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
