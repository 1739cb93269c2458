import * as Radix from '@radix-ui/react-popover'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Popover holds something small beside what opened it: the source of a claim, a calendar. */
export const Popover = Radix.Root

/** PopoverTrigger opens it; `asChild` gives the act to a button of ours. */
export const PopoverTrigger = Radix.Trigger

/** PopoverAnchor places it elsewhere than at the trigger. */
export const PopoverAnchor = Radix.Anchor

/** PopoverClose closes it from inside. */
export const PopoverClose = Radix.Close

/** PopoverContent is what is shown. Give it an aria-label or aria-labelledby: it is a dialog. */
export function PopoverContent({ className, sideOffset = 6, collisionPadding = 12, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        collisionPadding={collisionPadding}
        {...rest}
        className={cn(
          'z-50 max-h-(--radix-popover-content-available-height) w-72 max-w-[calc(100vw-24px)] overflow-y-auto rounded-lg border border-line bg-raised p-4 shadow-3 data-[state=closed]:animate-fade-out data-[state=open]:animate-lift-in',
          className,
        )}
      />
    </Radix.Portal>
  )
}
