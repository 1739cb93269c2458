import * as Radix from '@radix-ui/react-checkbox'
import { Check, Minus } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from './cn'

interface CheckboxProps extends Omit<ComponentProps<typeof Radix.Root>, 'onCheckedChange'> {
  checked: boolean | 'indeterminate'
  onCheckedChange: (checked: boolean) => void
  label: ReactNode
  hint?: ReactNode
  /** Only the box is seen; the label is read (a row of a table). */
  hideLabel?: boolean
}

const boxClass =
  'grid size-[18px] place-items-center rounded-[5px] border border-field bg-surface text-on-primary group-hover:border-ink-3 group-data-[state=checked]:border-primary group-data-[state=checked]:bg-primary group-data-[state=indeterminate]:border-primary group-data-[state=indeterminate]:bg-primary'

/** Checkbox is a yes or no that is sent with the rest. What acts at once is a Switch. */
export function Checkbox({ checked, onCheckedChange, label, hint, hideLabel, className, id, ...rest }: CheckboxProps) {
  const made = useId()
  const own = id ?? made
  return (
    <div className={cn('flex items-start gap-2.5', !hideLabel && 'touch:min-h-11 touch:items-center', className)}>
      <Radix.Root
        {...rest}
        id={own}
        checked={checked}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        aria-label={hideLabel && typeof label === 'string' ? label : undefined}
        aria-describedby={hint ? `${own}-hint` : undefined}
        className="group -m-[3px] grid size-6 shrink-0 place-items-center rounded-md disabled:opacity-50 touch:-m-[13px] touch:size-11"
      >
        <span className={boxClass}>
          <Radix.Indicator>
            {checked === 'indeterminate' ? (
              <Minus aria-hidden="true" className="size-3.5" strokeWidth={3} />
            ) : (
              <Check aria-hidden="true" className="size-3.5" strokeWidth={3} />
            )}
          </Radix.Indicator>
        </span>
      </Radix.Root>
      {!hideLabel && (
        <div className="min-w-0">
          <label htmlFor={own}>{label}</label>
          {hint && <p id={`${own}-hint`} className="text-sm text-ink-3">{hint}</p>}
        </div>
      )}
    </div>
  )
}
