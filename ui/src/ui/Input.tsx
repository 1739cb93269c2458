import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlClass } from './control'

/** Input is a field of one line. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cn(controlClass, 'h-[38px] touch:h-[46px]', className)} />
}
