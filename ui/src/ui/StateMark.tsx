import { Check, CheckCheck, CircleAlert, Clock, TriangleAlert } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { dotOf, softOf, type Tone } from './tone'

/** StateIcon takes the place of the dot where the world knows a drawing: one tick is sent, two are delivered. */
export type StateIcon = 'check' | 'double' | 'double-read' | 'clock' | 'bad' | 'warn'

const drawings = {
  check: Check,
  double: CheckCheck,
  'double-read': CheckCheck,
  clock: Clock,
  bad: CircleAlert,
  warn: TriangleAlert,
}

interface StateMarkProps extends ComponentProps<'span'> {
  tone: Tone
  /** Always there: a colour alone says nothing to many. */
  word: string
  icon?: StateIcon
  /** For what was set aside. */
  struck?: boolean
  /** For what runs right now: the only thing that pulses. */
  live?: boolean
  /** Without the ground, for a line of text (the hour of a message). */
  bare?: boolean
}

/** StateMark says in which state a record is, by dot or drawing and by word. */
export function StateMark({ tone, word, icon, struck, live, bare, className, ...rest }: StateMarkProps) {
  const Icon = icon && drawings[icon]
  return (
    <span
      {...rest}
      className={cn(
        'inline-flex shrink-0 items-center gap-1.5 text-xs font-semibold whitespace-nowrap',
        bare ? 'text-ink-2' : 'h-[23px] rounded-full px-[9px]',
        !bare && softOf[tone],
        className,
      )}
    >
      {Icon ? (
        <Icon aria-hidden="true" strokeWidth={2.25} className={cn('size-3.5 shrink-0', icon === 'double-read' && 'text-primary-ink')} />
      ) : (
        <span aria-hidden="true" className={cn('relative size-[7px] shrink-0 rounded-full', dotOf[tone])}>
          {live && <span className={cn('absolute inset-0 animate-ping-dot rounded-full', dotOf[tone])} />}
        </span>
      )}
      <span className={cn(struck && 'line-through')}>{word}</span>
    </span>
  )
}
