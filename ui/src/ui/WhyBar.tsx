import { Check, Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { softOf, type Tone } from './tone'

/** WhyGate is one condition of sending: met, or what is waited for. `state` is read in front ("ok", "esperando"). */
export interface WhyGate {
  ok: boolean
  label: string
  detail?: ReactNode
}

interface WhyBarProps {
  tone: Tone
  title: ReactNode
  text?: ReactNode
  gates: readonly WhyGate[]
  action?: ReactNode
  icon?: ReactNode
  /** What a met and an unmet gate are called for whoever does not see the drawing. */
  okWord?: string
  waitWord?: string
  className?: string
}

/** WhyBar says why something goes out or does not, and every gate with it. Changes are announced by the shell, not by the bar. */
export function WhyBar({ tone, title, text, gates, action, icon, okWord, waitWord, className }: WhyBarProps) {
  return (
    <section className={cn('flex flex-wrap items-start gap-x-4 gap-y-3 rounded-lg px-[18px] py-4 text-ink-1', softOf[tone], 'text-ink-1', className)}>
      {icon && (
        <span aria-hidden="true" className={cn('grid size-10 shrink-0 place-items-center rounded-[12px] bg-surface [&_svg]:size-[18px]', softOf[tone], 'bg-surface')}>
          {icon}
        </span>
      )}
      <div className="min-w-0 flex-1 basis-56">
        <h2>{title}</h2>
        {text && <p className="mt-0.5 max-w-[64ch] text-ink-2">{text}</p>}
        {gates.length > 0 && (
          <ul className="mt-2.5 flex flex-wrap gap-x-[18px] gap-y-1.5 text-sm text-ink-2">
            {gates.map((gate) => (
              <li key={gate.label} className="flex items-center gap-1.5">
                {gate.ok ? (
                  <Check aria-hidden="true" className="size-3.5 shrink-0 text-ok-ink" strokeWidth={2.25} />
                ) : (
                  <Clock aria-hidden="true" className="size-3.5 shrink-0 text-warn-ink" strokeWidth={2.25} />
                )}
                {(gate.ok ? okWord : waitWord) && <span className="sr-only">{gate.ok ? okWord : waitWord}</span>}
                <span>{gate.label}</span>
                {gate.detail != null && <b className="font-semibold text-ink-1 tabular-nums">{gate.detail}</b>}
              </li>
            ))}
          </ul>
        )}
      </div>
      {action && <div className="shrink-0">{action}</div>}
    </section>
  )
}
