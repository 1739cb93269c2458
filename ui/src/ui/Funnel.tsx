import type { ReactNode } from 'react'
import { cn } from './cn'
import { Interval } from './Interval'

/** FunnelShare is the share of the step before, with its interval, all from 0 to 1. */
export interface FunnelShare {
  low: number
  mid: number
  high: number
  /** "19,2 %, entre 14 e 25". */
  label: string
}

/** FunnelStep is one step; without a share its note says why ("cedo para dizer: só 12 contatos") or what the count is. */
export interface FunnelStep {
  label: string
  /** The count, as written. */
  count: ReactNode
  share?: FunnelShare | null
  note?: ReactNode
}

/** Funnel is what became of the first: side by side, under each other on the phone. */
export function Funnel({ steps, className }: { steps: readonly FunnelStep[]; className?: string }) {
  return (
    <ol className={cn('grid grid-cols-1 pt-1 pb-2.5 md:auto-cols-fr md:grid-flow-col md:pt-2 md:pb-[18px]', className)}>
      {steps.map((step) => (
        <li
          key={step.label}
          className="grid grid-cols-[1fr_auto] items-center gap-x-4 border-t border-line px-[18px] py-3 first:border-0 md:flex md:flex-col md:items-stretch md:border-t-0 md:border-l md:py-2"
        >
          <span className="font-semibold md:text-sm md:font-normal md:text-ink-2">{step.label}</span>
          <span className="col-start-2 row-span-2 row-start-1 text-right text-2xl font-bold tracking-tight tabular-nums md:text-left md:text-3xl">
            {step.count}
          </span>
          <span className="col-start-1 text-xs text-ink-2 tabular-nums">
            {step.share && <Interval {...step.share} className="mt-2 mb-1.5" />}
            {step.note ?? (step.share && <span aria-hidden="true">{step.share.label}</span>)}
          </span>
        </li>
      ))}
    </ol>
  )
}
