import type { ComponentProps } from 'react'
import { cn } from './cn'
import { softOf, type Tone } from './tone'

interface BadgeProps extends ComponentProps<'span'> {
  tone?: Tone
}

/** Badge is a count or a short word beside a name. A state of a record is a StateMark. */
export function Badge({ tone = 'idle', className, ...rest }: BadgeProps) {
  return (
    <span
      {...rest}
      className={cn(
        'inline-flex h-[23px] shrink-0 items-center gap-1.5 rounded-full px-[9px] text-xs font-semibold whitespace-nowrap tabular-nums',
        softOf[tone],
        className,
      )}
    />
  )
}
