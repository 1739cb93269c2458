import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Kbd shows a key. */
export function Kbd({ className, ...rest }: ComponentProps<'kbd'>) {
  return (
    <kbd
      {...rest}
      className={cn(
        'inline-block rounded-[5px] border border-b-2 border-current/25 px-[5px] py-[3px] font-sans text-[0.6875rem] leading-none font-semibold',
        className,
      )}
    />
  )
}
