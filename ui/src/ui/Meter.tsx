import type { ReactNode } from 'react'
import { cn } from './cn'
import { dotOf, type Tone } from './tone'

interface MeterProps {
  value: number
  max: number
  /** `primary` is the chart's first colour. */
  tone?: Tone
  /** The name; read with the text of `shown`, or the bare numbers. */
  label: string
  /** The value as it is written beside the name: "R$ 9,20 de R$ 25". Without it only the bar is drawn. */
  shown?: ReactNode
  /** The same in plain text, where `shown` is more than text. */
  valueText?: string
  className?: string
}

/** Meter is how much of a limit is used. */
export function Meter({ value, max, tone = 'primary', label, shown, valueText, className }: MeterProps) {
  const share = max > 0 ? Math.max(0, Math.min(1, value / max)) : 0
  const text = valueText ?? (typeof shown === 'string' ? shown : undefined)
  return (
    <div className={cn('min-w-0', className)}>
      {shown != null && (
        <div aria-hidden="true" className="mb-1.5 flex items-baseline justify-between gap-3 text-sm">
          <span className="min-w-0">{label}</span>
          <span className="font-semibold tabular-nums">{shown}</span>
        </div>
      )}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.max(0, Math.min(value, max))}
        aria-valuetext={text}
        className="relative h-1.5 overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line"
      >
        <div
          className={cn('absolute inset-y-0 left-0 rounded-full', tone === 'primary' ? 'bg-c1' : dotOf[tone])}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  )
}
