import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

/** Card is one matter on its own ground. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={cn('min-w-0 rounded-lg border border-line bg-surface shadow-1', className)} />
}

interface CardHeadProps extends Omit<ComponentProps<'div'>, 'title'> {
  title: ReactNode
  /** A count or a date beside the title. */
  meta?: ReactNode
  actions?: ReactNode
  /** The level of the title; a screen has one h1, so cards start at 2. */
  level?: 2 | 3
}

/** CardHead is the title of a card, with what is said and done about it as a whole. */
export function CardHead({ title, meta, actions, level = 2, className, id, ...rest }: CardHeadProps) {
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <div {...rest} className={cn('flex min-h-11 flex-wrap items-center gap-x-2.5 gap-y-1 px-[18px] pt-[15px]', className)}>
      <Title id={id} className="min-w-0">
        {title}
      </Title>
      {meta != null && <div className="text-sm text-ink-3 tabular-nums">{meta}</div>}
      {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  )
}

/** CardBody is the padded inside of a card. */
export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cn('px-[18px] pt-3.5 pb-[18px]', className)} />
}
