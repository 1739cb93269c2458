import * as Radix from '@radix-ui/react-dropdown-menu'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { Kbd } from './Kbd'

/** Menu is a list of acts behind a button. The page stays alive behind it: a click elsewhere closes and is not lost on a reader. */
export function Menu({ modal = false, ...rest }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={modal} {...rest} />
}

/** MenuTrigger opens it; `asChild` gives the act to a button of ours. */
export const MenuTrigger = Radix.Trigger

/** MenuContent is the list. */
export function MenuContent({ className, sideOffset = 4, align = 'end', ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        {...rest}
        className={cn(
          'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-[12px] border border-line bg-raised p-1 shadow-3 data-[state=closed]:animate-fade-out data-[state=open]:animate-lift-in',
          className,
        )}
      />
    </Radix.Portal>
  )
}

interface MenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode
  shortcut?: string
  /** `bad` for what cannot be taken back. */
  tone?: 'bad'
}

const itemClass =
  'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken touch:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0'

/** MenuItem is one act, or with `asChild` a link. */
export function MenuItem({ icon, shortcut, tone, className, children, asChild, ...rest }: MenuItemProps) {
  return (
    <Radix.Item {...rest} asChild={asChild} className={cn(itemClass, tone === 'bad' && 'text-bad-ink', className)}>
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          <span className="min-w-0 flex-1">{children}</span>
          {shortcut && <Kbd className="ml-4 text-ink-3">{shortcut}</Kbd>}
        </>
      )}
    </Radix.Item>
  )
}

/** MenuLabel names a group of items. */
export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...rest} className={cn('px-2.5 pt-2 pb-1 text-xs font-semibold text-ink-3', className)} />
}

/** MenuSeparator parts groups. */
export function MenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator {...rest} className={cn('mx-1 my-1 h-px bg-line', className)} />
}
