import { lazy, Suspense, useState } from 'react'
import { Button } from '../Button'
import { cn } from '../cn'
import { Skeleton } from '../Skeleton'
import { SeriesTable } from './SeriesTable'
import type { SeriesProps } from './series'

const SeriesPlot = lazy(async () => ({ default: (await import('./SeriesPlot')).SeriesPlot }))

/** Series is a chart over time: a sentence in words, a legend, the drawing, and its numbers behind a button. */
export function Series(props: SeriesProps) {
  const { sentence, points, lines, format, showNumbers, showChart, className } = props
  const [numbers, setNumbers] = useState(false)
  return (
    <figure className={cn('m-0', className)}>
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm text-ink-2">
        <span className="min-w-0 flex-1 basis-52">{sentence}</span>
        {lines.map((line) => (
          <span key={line.key} className="flex items-center gap-1.5 text-xs">
            <svg viewBox="0 0 14 12" aria-hidden="true" className="h-3 w-3.5">
              {line.kind === 'bar' ? (
                <rect x="1" width="12" height="12" rx="3" fill={`var(--${line.colour})`} />
              ) : (
                <path d="M0 6h14" stroke={`var(--${line.colour})`} strokeWidth="2.5" />
              )}
            </svg>
            {line.label}
          </span>
        ))}
      </figcaption>
      <div className="mt-3 h-[220px]">
        {numbers ? (
          <SeriesTable {...props} />
        ) : (
          <div aria-hidden="true" className="h-full">
            <Suspense fallback={<Skeleton className="h-[220px]" />}>
              <SeriesPlot points={points} lines={lines} format={format} />
            </Suspense>
          </div>
        )}
      </div>
      <Button size="sm" variant="quiet" className="mt-1 -ml-2.5" onClick={() => setNumbers(!numbers)}>
        {numbers ? showChart : showNumbers}
      </Button>
    </figure>
  )
}
