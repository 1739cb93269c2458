import * as Radix from '@radix-ui/react-select'
import { Check, ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlClass } from './control'
import { pageNonce } from './nonce'

/** SelectOption is one choice; its value may not be empty. */
export interface SelectOption<V extends string = string> {
  value: V
  label: string
  disabled?: boolean
}

interface SelectProps<V extends string> extends Omit<ComponentProps<'button'>, 'value' | 'onChange' | 'dir'> {
  value: V | undefined
  onValueChange: (value: V) => void
  options: readonly SelectOption<V>[]
  /** The name where no Field gives one. */
  label?: string
  placeholder?: string
}

/** Select is a choice of one among a few. The text of the choice is the whole control's width, so that nothing jumps. */
export function Select<V extends string>({
  value, onValueChange, options, label, placeholder, className, disabled, name, ...rest
}: SelectProps<V>) {
  return (
    <Radix.Root value={value ?? ''} onValueChange={(next) => onValueChange(next as V)} disabled={disabled} name={name}>
      <Radix.Trigger
        {...rest}
        aria-label={label}
        className={cn(
          controlClass,
          'flex h-[38px] items-center justify-between gap-2 text-left data-[placeholder]:text-ink-3 touch:h-[46px]',
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-[12px] border border-line bg-raised shadow-3 data-[state=open]:animate-lift-in"
        >
          <Radix.Viewport nonce={pageNonce()} className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex min-h-9 items-center rounded-md py-1.5 pr-3 pl-8 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken touch:min-h-11"
              >
                <Radix.ItemIndicator className="absolute left-2">
                  <Check aria-hidden="true" className="size-4 text-primary-ink" />
                </Radix.ItemIndicator>
                <Radix.ItemText>{option.label}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
