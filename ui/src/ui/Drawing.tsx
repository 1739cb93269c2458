import type { ReactNode } from 'react'
import { cn } from './cn'

/** DrawingName: a hand for people, a line of dots for what is still to come, three circles for several of a kind. */
export type DrawingName = 'hand' | 'dots' | 'circles'

const strokes: Record<DrawingName, ReactNode> = {
  hand: (
    <>
      <path d="M16 82c26 10 60 10 88 0" stroke="var(--line-strong)" strokeWidth="3" />
      <g transform="rotate(-9 60 50)">
        <path d="M46 48V26M56 44V16M66 44V20M76 49V32" stroke="var(--primary)" strokeWidth="7" />
        <path
          d="M42.5 46h37v9a18 18 0 0 1-18 18h-1.5c-7 0-11-2.5-14.5-7l-10-13a4 4 0 0 1 6-5.2l1 1z"
          fill="var(--primary)"
        />
      </g>
      <path d="M88 14c5 2.5 8.5 6.5 10.5 11.5M24 34c1.4-4.2 3.6-7.5 7-10.4" stroke="var(--accent)" strokeWidth="5" />
    </>
  ),
  dots: (
    <>
      <path d="M14 66c14-30 30-34 46-14s32 14 46-18" stroke="var(--line-strong)" strokeWidth="3" strokeDasharray="0.1 9" />
      <circle cx="14" cy="66" r="7" fill="var(--primary)" />
      <circle cx="60" cy="52" r="7" fill="var(--c3)" />
      <circle cx="106" cy="34" r="9" stroke="var(--primary)" strokeWidth="4" />
      <path d="M99 14c5-1.5 10-1 14.5 1.5" stroke="var(--accent)" strokeWidth="5" />
    </>
  ),
  circles: (
    <>
      <circle cx="38" cy="54" r="19" stroke="var(--primary)" strokeWidth="5" />
      <circle cx="64" cy="42" r="19" stroke="var(--c3)" strokeWidth="5" />
      <circle cx="84" cy="60" r="12" fill="var(--primary)" />
      <path d="M90 18c6 2.5 10 7 12 13" stroke="var(--accent)" strokeWidth="5" />
    </>
  ),
}

/** Drawing is the picture of an empty place, in the strokes of the mark. It says nothing that its sentence does not. */
export function Drawing({ name, className }: { name: DrawingName; className?: string }) {
  return (
    <svg viewBox="0 0 120 92" fill="none" strokeLinecap="round" aria-hidden="true" className={cn('h-[92px] w-[120px]', className)}>
      {strokes[name]}
    </svg>
  )
}
