import type { ComponentProps, ReactNode } from 'react'
import { Button, type ButtonSize, type ButtonVariant } from './Button'
import { cn } from './cn'
import { Tooltip } from './Tooltip'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** The name, read aloud and shown in the tooltip. */
  label: string
  icon: ReactNode
  /** The key that does the same, shown beside the name. */
  shortcut?: string
  variant?: ButtonVariant
  size?: ButtonSize
  loading?: boolean
}

/** IconButton is an act whose drawing is enough for the eye; its name is there for everybody else. */
export function IconButton({ label, icon, shortcut, variant = 'quiet', size = 'md', className, ...rest }: IconButtonProps) {
  const square = { sm: 'w-[30px] touch:w-11', md: 'w-(--control) [&_svg]:size-[18px]', lg: 'w-12 touch:w-[54px] [&_svg]:size-5' }[size]
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button {...rest} variant={variant} size={size} icon={icon} aria-label={label} className={cn(square, 'px-0 touch:px-0', className)} />
    </Tooltip>
  )
}
