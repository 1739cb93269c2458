import { cn } from './cn'

interface MarkProps {
  className?: string
  /** Waves once or twice, on a campaign's first answer. */
  waving?: boolean
}

/** Mark is the open hand whose fingers are four bars of a chart. The name stands beside it, hence hidden from screen readers. */
export function Mark({ className, waving }: MarkProps) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={cn('size-[27px] shrink-0', className)}>
      <g className={cn('origin-[16px_26px]', waving && 'animate-wave')}>
        <g transform="rotate(-9 16 18)">
          <path d="M10 17.5V9.6M14.6 16V6.2M19.2 16V7.6M23.6 18v-6.4" stroke="var(--primary)" strokeWidth="3.3" strokeLinecap="round" />
          <path
            d="M8.35 16.2h16.9v3.9a8.2 8.2 0 0 1-8.2 8.2h-.6c-3 0-4.9-1-6.6-3.2l-4.6-5.9a1.85 1.85 0 0 1 2.8-2.4l.3.3z"
            fill="var(--primary)"
          />
        </g>
      </g>
      <path
        d="M25.2 3.2c1.9.9 3.3 2.4 4.1 4.3M2.9 9.6c.5-1.5 1.3-2.7 2.5-3.7"
        stroke="var(--accent)"
        strokeWidth="2.3"
        strokeLinecap="round"
      />
    </svg>
  )
}
