import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

interface ChipProps {
  children: ReactNode
  selected?: boolean
  onClick?: () => void
  onRemove?: () => void
  /** The name of the cross, with what it removes. */
  removeLabel?: string
  icon?: ReactNode
  disabled?: boolean
  className?: string
}

/** Chip is a filter or a short choice. With `onRemove` it is one that stands, and carries its own cross. */
export function Chip({ children, selected, onClick, onRemove, removeLabel, icon, disabled, className }: ChipProps) {
  const on = selected ?? Boolean(onRemove)
  const shell = cn(
    'inline-flex h-[30px] shrink-0 items-center rounded-full inset-ring text-sm font-medium whitespace-nowrap touch:h-11 touch:text-base [&_svg]:size-3.5 [&_svg]:shrink-0',
    on ? 'inset-ring-primary/40 bg-primary-soft text-primary-ink' : 'inset-ring-line-strong bg-surface text-ink-2',
    disabled && 'opacity-55',
    className,
  )
  const body = 'inline-flex items-center gap-1.5 rounded-full px-[11px] touch:px-[15px]'
  if (!onRemove) {
    return (
      <button type="button" disabled={disabled} aria-pressed={selected} onClick={onClick} className={cn(shell, body, !on && 'hover:bg-sunken')}>
        {icon}
        {children}
      </button>
    )
  }
  return (
    <span className={shell}>
      {onClick ? (
        <button type="button" disabled={disabled} onClick={onClick} className={cn(body, 'h-full pr-1 touch:pr-1')}>
          {icon}
          {children}
        </button>
      ) : (
        <span className={cn(body, 'h-full pr-1 touch:pr-1')}>
          {icon}
          {children}
        </span>
      )}
      <button
        type="button"
        disabled={disabled}
        aria-label={removeLabel}
        onClick={onRemove}
        className="grid h-full w-7 place-items-center rounded-full hover:bg-primary/10 touch:w-11"
      >
        <X aria-hidden="true" strokeWidth={2.25} />
      </button>
    </span>
  )
}
