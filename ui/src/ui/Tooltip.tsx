import * as Radix from '@radix-ui/react-tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './Kbd'

/** TooltipProvider shares the delay; mounted once by the app. A Tooltip outside of it brings its own. */
export const TooltipProvider = Radix.Provider

interface TooltipProps {
  text: string
  shortcut?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactElement
}

/** Tooltip names a control for the eye. It never holds what a phone needs: nothing depends on hovering. */
export function Tooltip({ text, shortcut, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 flex max-w-64 items-center gap-2 rounded-md bg-ink px-2.5 py-1.5 text-sm font-medium text-bg shadow-3 data-[state=closed]:animate-fade-out data-[state=delayed-open]:animate-fade-in"
          >
            {text}
            {shortcut && <Kbd>{shortcut}</Kbd>}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
