import { cn } from './cn'

interface SegmentsProps {
  total: number
  /** How many are behind. */
  done: number
  /** The place of the current one, from 0. */
  current?: number
  /** The name of the whole, read with "done of total". */
  label: string
  className?: string
}

/** Above this many the gaps would be wider than the pieces. */
const mostPieces = 40

/** Segments is the way through a round, a piece each; a long round is one bar. */
export function Segments({ total, done, current, label, className }: SegmentsProps) {
  const behind = Math.max(0, Math.min(done, total))
  const pieces = total > 0 && total <= mostPieces ? total : 0
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={behind} className={cn('flex h-1 gap-[3px]', className)}>
      {Array.from({ length: pieces }, (_, at) => (
        <i key={at} className={cn('flex-1 rounded-full', at < behind ? 'bg-primary' : at === current ? 'bg-accent' : 'bg-line-strong')} />
      ))}
      {pieces === 0 && (
        <i className="relative flex-1 overflow-hidden rounded-full bg-line-strong">
          <i className="absolute inset-0 origin-left rounded-full bg-primary" style={{ transform: `scaleX(${total > 0 ? behind / total : 0})` }} />
        </i>
      )}
    </div>
  )
}
