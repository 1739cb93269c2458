import { cn } from './cn'

/** Skeleton is a piece of the final layout before its data; give it that piece's size. Shows after 150 ms, so that quick answers don't flash. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className="animate-[fade-in_200ms_150ms_both]">
      <div className={cn('h-4 animate-breathe rounded-md bg-line', className)} />
    </div>
  )
}
