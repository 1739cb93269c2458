import * as Radix from '@radix-ui/react-dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { keepForToast, usePanelFocus, Veil } from './Overlay'

interface SheetProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  side: 'bottom' | 'right'
  children: ReactNode
  footer?: ReactNode
  /** The name of the cross. */
  closeLabel?: string
  className?: string
}

const places = {
  bottom:
    'inset-x-0 bottom-0 max-h-[88dvh] rounded-t-xl border-t data-[state=open]:animate-sheet-up data-[state=closed]:animate-sheet-down',
  right:
    'inset-y-0 right-0 w-[min(420px,100vw)] border-l data-[state=open]:animate-sheet-left data-[state=closed]:animate-sheet-right',
}

/** Sheet comes from an edge over the page: filters from below on the phone, a record from the right elsewhere. */
export function Sheet({ open, onOpenChange, title, side, children, footer, closeLabel, className }: SheetProps) {
  const focus = usePanelFocus()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Veil />
        <Radix.Content
          aria-describedby={undefined}
          {...focus}
          onInteractOutside={keepForToast}
          className={cn('fixed z-40 flex flex-col border-line bg-raised shadow-3', places[side], className)}
        >
          {side === 'bottom' && <div aria-hidden="true" className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line-strong" />}
          <div className="flex min-h-14 shrink-0 items-center gap-3 px-5">
            <Radix.Title tabIndex={-1} data-panel-title className="min-w-0 flex-1 truncate text-lg font-bold">
              {title}
            </Radix.Title>
            {closeLabel && (
              <Radix.Close
                aria-label={closeLabel}
                className="-mr-2 grid size-(--control) shrink-0 place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink-1"
              >
                <X aria-hidden="true" className="size-[18px]" />
              </Radix.Close>
            )}
          </div>
          <div className={cn('min-h-0 flex-1 overflow-y-auto overscroll-contain px-5', footer ? 'pb-4' : 'pb-safe')}>{children}</div>
          {footer && <div className="flex shrink-0 gap-2 border-t border-line px-5 pt-3 pb-safe *:flex-1">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
