import * as Radix from '@radix-ui/react-tabs'
import { createContext, useContext, type ComponentProps } from 'react'
import { cn } from './cn'

/** TabsLook: `line` for views of a screen, `pill` for two or three ways to see one card. */
export type TabsLook = 'line' | 'pill'

const Look = createContext<TabsLook>('line')

/** Tabs holds a TabsList and its panels; the value belongs in the URL. */
export function Tabs({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root {...rest} className={cn('min-w-0', className)} />
}

interface TabsListProps extends ComponentProps<typeof Radix.List> {
  look?: TabsLook
}

const lists: Record<TabsLook, string> = {
  line: 'flex gap-[18px] overflow-x-auto border-b border-line [scrollbar-width:none]',
  pill: 'inline-flex gap-0.5 rounded-md border border-line bg-sunken p-0.5',
}

/** TabsList is the row of tabs; it scrolls sideways where it does not fit. Give it an aria-label. */
export function TabsList({ look = 'line', className, ...rest }: TabsListProps) {
  return (
    <Look.Provider value={look}>
      <Radix.List {...rest} className={cn(lists[look], className)} />
    </Look.Provider>
  )
}

const tabs: Record<TabsLook, string> = {
  line: '-mb-px border-b-2 border-transparent pt-2 pb-[9px] text-ink-3 -outline-offset-2 hover:text-ink-1 data-[state=active]:border-primary data-[state=active]:font-semibold data-[state=active]:text-ink-1 touch:h-[46px]',
  pill: 'h-[30px] flex-1 justify-center rounded-[7px] px-3 text-ink-2 data-[state=active]:bg-surface data-[state=active]:text-ink-1 data-[state=active]:shadow-1 data-[state=active]:ring-1 data-[state=active]:ring-line touch:h-11',
}

/** Tab opens one panel. */
export function Tab({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  const look = useContext(Look)
  return (
    <Radix.Trigger
      {...rest}
      className={cn('inline-flex shrink-0 items-center gap-1.5 font-medium whitespace-nowrap', tabs[look], className)}
    />
  )
}

/** TabsPanel is what a tab shows. */
export function TabsPanel({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content {...rest} className={cn('min-w-0', className)} />
}
