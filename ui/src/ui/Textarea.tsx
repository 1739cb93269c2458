import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlClass } from './control'

interface TextareaProps extends ComponentProps<'textarea'> {
  /** Grows with the text, up to 40 % of the window. */
  grow?: boolean
}

/** Textarea is a field of several lines. */
export function Textarea({ className, grow, rows = 4, ...rest }: TextareaProps) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cn(controlClass, 'resize-y py-2.5 leading-[1.55]', grow && 'field-sizing-content max-h-[40dvh] resize-none', className)}
    />
  )
}
