import { Slot, Slottable } from '@radix-ui/react-slot'
import { cva } from 'class-variance-authority'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { Spinner } from './Spinner'

/** ButtonVariant: one `primary` a screen; `danger` for what cannot be taken back. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

/** ButtonSize: `lg` is the phone's main act, near the thumb. */
export type ButtonSize = 'sm' | 'md' | 'lg'

/** buttonClass is the look of a button for the few places that are not one (a day in a calendar, a label of a file field). */
export const buttonClass = cva(
  'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-semibold whitespace-nowrap select-none transition-[background-color,translate] duration-[120ms] active:not-disabled:translate-y-px disabled:cursor-not-allowed disabled:opacity-55 not-aria-busy:aria-disabled:cursor-not-allowed not-aria-busy:aria-disabled:opacity-55 aria-busy:cursor-progress [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-primary text-on-primary shadow-1 hover:bg-primary-hover',
        secondary: 'border-line-strong bg-surface text-ink-1 shadow-1 hover:bg-sunken',
        quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink-1',
        danger: 'border-line-strong bg-surface text-bad-ink shadow-1 hover:border-bad-dot hover:bg-bad-soft',
      },
      size: {
        sm: 'h-[30px] px-2.5 text-sm touch:h-11 touch:px-3.5 touch:text-base [&_svg]:size-[15px]',
        md: 'h-(--control) px-3.5 text-base',
        lg: 'h-12 rounded-[12px] px-5 text-lg touch:h-[54px] [&_svg]:size-[18px]',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Keeps the width, shows that something is under way and takes no second press. */
  loading?: boolean
  icon?: ReactNode
  /** Gives the look to the only child, a link for instance. */
  asChild?: boolean
}

/** Button is an act. While loading it stays focusable, so that the focus is not lost. */
export function Button({ variant, size, loading, icon, asChild, className, children, onClick, type, ...rest }: ButtonProps) {
  const Part = asChild ? Slot : 'button'
  return (
    <Part
      {...rest}
      type={asChild ? undefined : (type ?? 'button')}
      aria-busy={loading || undefined}
      aria-disabled={loading || rest['aria-disabled']}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      className={cn(buttonClass({ variant, size }), className)}
    >
      {loading ? <Spinner /> : icon}
      <Slottable>{children}</Slottable>
    </Part>
  )
}
