import * as Radix from '@radix-ui/react-dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { keepForToast, usePanelFocus, Veil } from './Overlay'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children?: ReactNode
  /** The acts, the main one last; over the thumb on the phone. */
  footer?: ReactNode
  /** The name of the cross; without it there is none, and a footer must offer the way out. */
  closeLabel?: string
  className?: string
}

/** Dialog asks for an answer before anything else goes on. For reading or working on the side, a Sheet. */
export function Dialog({ open, onOpenChange, title, description, children, footer, closeLabel, className }: DialogProps) {
  const focus = usePanelFocus()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Veil />
        <Radix.Content
          {...focus}
          onInteractOutside={keepForToast}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[min(88dvh,720px)] w-[calc(100vw-32px)] max-w-[480px] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line bg-raised shadow-3 data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in',
            className,
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-5">
            <div className="min-w-0 flex-1">
              <Radix.Title tabIndex={-1} data-panel-title className="text-xl font-bold">
                {title}
              </Radix.Title>
              {description && <Radix.Description className="mt-1.5 text-ink-2">{description}</Radix.Description>}
            </div>
            {closeLabel && (
              <Radix.Close
                aria-label={closeLabel}
                className="-mt-1 -mr-1.5 grid size-(--control) shrink-0 place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink-1"
              >
                <X aria-hidden="true" className="size-[18px]" />
              </Radix.Close>
            )}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 px-5 pb-5 max-sm:flex-col-reverse">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
