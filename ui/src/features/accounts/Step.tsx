import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { cn } from '@/ui/cn'

export type StepState = 'now' | 'done' | 'later'
type Props = { n: number; title: string; state: StepState; summary?: ReactNode; onOpen?: () => void; children: ReactNode }

/** Step is one of the four: open where one is, a line with its result where it is done, a title where it comes later. */
export function Step({ n, title, state, summary, onOpen, children }: Props) {
  const { t } = useTranslation('accounts')
  return (
    <li aria-current={state === 'now' ? 'step' : undefined}>
      <Card className={cn('p-[18px]', state === 'later' && 'border-dashed bg-transparent shadow-none')}>
        <div className="flex items-center gap-3">
          <span
            aria-hidden
            className={cn('grid size-[27px] flex-none place-items-center rounded-full text-sm font-bold tabular-nums', state === 'done' && 'bg-ok-soft text-ok', state === 'now' && 'bg-primary text-on-primary', state === 'later' && 'border border-line-strong text-ink-3')}
          >
            {state === 'done' ? <Check className="size-3.5" strokeWidth={2.5} /> : n}
          </span>
          <div className="min-w-0 flex-1">
            <h2 className={cn(state === 'later' && 'text-ink-3')}>{title}</h2>
            {state === 'done' && summary && <p className="truncate text-sm text-ink-2">{summary}</p>}
          </div>
          {state === 'done' && onOpen && <Button size="sm" variant="quiet" onClick={onOpen}>{t('step.change')}</Button>}
        </div>
        {state === 'now' && <div className="mt-4 grid gap-4 md:pl-[39px]">{children}</div>}
      </Card>
    </li>
  )
}
