import * as Radix from '@radix-ui/react-switch'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from './cn'

interface SwitchProps extends ComponentProps<typeof Radix.Root> {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  label: ReactNode
  hint?: ReactNode
}

/** Switch turns something on or off at once. */
export function Switch({ label, hint, className, id, ...rest }: SwitchProps) {
  const made = useId()
  const own = id ?? made
  return (
    <div className={cn('flex min-h-9 items-center gap-4 touch:min-h-11', className)}>
      <div className="min-w-0 flex-1">
        <label htmlFor={own} className="font-medium">{label}</label>
        {hint && <p id={`${own}-hint`} className="text-sm text-ink-3">{hint}</p>}
      </div>
      <Radix.Root
        {...rest}
        id={own}
        aria-describedby={hint ? `${own}-hint` : undefined}
        className="group grid h-7 w-11 shrink-0 place-items-center rounded-md disabled:opacity-50 touch:h-11"
      >
        <span className="block h-6 w-10 rounded-full border border-field bg-sunken py-[2px] transition-colors duration-[120ms] group-data-[state=checked]:border-primary group-data-[state=checked]:bg-primary">
          <Radix.Thumb className="block size-[18px] translate-x-[2px] rounded-full bg-field transition-transform duration-[120ms] data-[state=checked]:translate-x-[18px] data-[state=checked]:bg-on-primary" />
        </span>
      </Radix.Root>
    </div>
  )
}
