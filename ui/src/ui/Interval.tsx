import { cn } from './cn'

interface IntervalProps {
  /** Shares from 0 to 1: the ends of the interval and the share seen. */
  low: number
  mid: number
  high: number
  /** The same in words: "19,2 %, entre 14 e 25". */
  label: string
  className?: string
}

/** shareOf keeps a share within the drawing; what is no number is drawn as nothing. */
function shareOf(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.min(1, value)) : 0
}

/** Interval is a share with its doubt: a bar up to what was seen, and a whisker over what it may truly be. */
export function Interval({ low, mid, high, label, className }: IntervalProps) {
  const [from, at, to] = [shareOf(Math.min(low, mid)), shareOf(mid), shareOf(Math.max(high, mid))]
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`
  return (
    <svg role="img" aria-label={label} width="100%" height="14" className={cn('block overflow-visible', className)}>
      <rect y="4" width="100%" height="6" rx="3" fill="var(--sunken)" stroke="var(--line)" />
      <rect data-part="bar" y="4" width={percent(at)} height="6" rx="3" fill="var(--c1)" />
      <g stroke="var(--ink-2)" strokeWidth="2">
        <line data-part="whisker" x1={percent(from)} x2={percent(to)} y1="7" y2="7" />
        <line x1={percent(from)} x2={percent(from)} y1="1" y2="13" />
        <line x1={percent(to)} x2={percent(to)} y1="1" y2="13" />
      </g>
    </svg>
  )
}
