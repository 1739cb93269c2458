import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/ui/cn'
import { Mark } from '@/ui/Mark'
import { Wave } from './Wave'

const steps = [1, 2, 3, 4] as const
type State = 'done' | 'now' | 'next'

/** Rail says where one is: a column beside the step, four bars above it on the phone. */
export function Rail({ step }: { step: number }) {
  const { t } = useTranslation('firstrun')
  return (
    <aside className="relative flex flex-col gap-3 overflow-hidden border-b border-line bg-sunken p-4 md:gap-7 md:border-r md:border-b-0 md:px-[30px] md:py-[26px]">
      <div className="flex items-center gap-2.5">
        <Mark className="size-7" />
        <b className="text-lg font-bold tracking-tight">{t('mark')}</b>
      </div>
      <div className="hidden md:block">
        <p className="text-[28px] leading-[1.2] font-semibold tracking-tight">{t('rail.title')}</p>
        <p className="mt-1.5 max-w-[30ch] text-[15px] text-ink-2">{t('rail.text')}</p>
      </div>
      <ol className="flex gap-1.5 md:flex-col md:gap-0.5" aria-label={t('rail.label')}>
        {steps.map((n) => (
          <RailStep key={n} n={n} state={n < step ? 'done' : n === step ? 'now' : 'next'} />
        ))}
      </ol>
      <Wave className="mt-auto -mb-1 hidden w-[236px] md:block" />
    </aside>
  )
}

function RailStep({ n, state }: { n: 1 | 2 | 3 | 4; state: State }) {
  const { t } = useTranslation('firstrun')
  const dot = { done: 'border-transparent bg-ok-soft text-ok', now: 'border-transparent bg-primary text-on-primary', next: 'border-line-strong bg-sunken text-ink-3' }[state]
  const bar = { done: 'bg-primary', now: 'bg-accent', next: 'bg-line' }[state]
  const note = state === 'done' ? t('rail.done') : state === 'now' ? t('rail.here') : t(`rail.hint${n}`)
  return (
    <li
      aria-current={state === 'now' ? 'step' : undefined}
      className={cn('h-[5px] flex-1 rounded-full md:relative md:flex md:h-auto md:gap-3 md:bg-transparent md:py-2.5', bar)}
    >
      {n < 4 && <span aria-hidden className="absolute top-[40px] -bottom-2 left-[12.5px] hidden border-l-2 border-line md:block" />}
      <span aria-hidden className={cn('z-10 hidden size-[27px] flex-none place-items-center rounded-full border-[1.5px] text-[12.5px] font-bold tabular-nums md:grid', dot)}>
        {state === 'done' ? <Check className="size-3.5" strokeWidth={2.5} /> : n}
      </span>
      <span className="sr-only md:not-sr-only">
        <b className={cn('block text-[14.5px] leading-snug font-semibold', state === 'next' && 'text-ink-3', state === 'done' && 'text-ink-2')}>{t(`rail.step${n}`)}</b>
        <em className="text-[12.5px] text-ink-3 not-italic">{note}</em>
      </span>
    </li>
  )
}
