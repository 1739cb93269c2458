import { useTranslation } from 'react-i18next'
import type { ReachAccount, ReachNumber } from '@/api/openapi'
import { useFormat } from '@/format'
import { cn } from '@/ui/cn'
import { StateMark } from '@/ui/StateMark'
import type { Tone } from '@/ui/tone'

type Props = { accounts: ReachAccount[]; chosen: string; busy: boolean; onChoose: (business: string, number: ReachNumber) => void }

// How the provider rates a number, as a tone and a word.
const quality: Record<string, { tone: Tone; word: 'good' | 'medium' | 'low' | 'unknown' }> = {
  GREEN: { tone: 'ok', word: 'good' }, YELLOW: { tone: 'warn', word: 'medium' }, RED: { tone: 'bad', word: 'low' },
}

/** NumberList are the numbers of each business account. Choosing one keeps it at once. */
export function NumberList({ accounts, chosen, busy, onChoose }: Props) {
  const { t } = useTranslation('accounts')
  if (accounts.every((one) => (one.numbers ?? []).length === 0 && !one.problem)) return <p className="text-sm text-ink-2">{t('number.none')}</p>
  return (
    <div className="grid gap-4">
      {accounts.map((business) => (
        <fieldset key={business.id} disabled={busy}>
          <legend className="mb-1.5 text-sm font-semibold">{business.name || business.id}</legend>
          {business.problem && <p className="mb-2 text-sm text-warn">{business.problem}</p>}
          <div className="grid gap-2">
            {(business.numbers ?? []).map((number) => (
              <NumberRow key={number.id} number={number} chosen={number.id === chosen} onChoose={() => onChoose(business.id, number)} />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}

function NumberRow({ number, chosen, onChoose }: { number: ReachNumber; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('accounts')
  const format = useFormat()
  const rated = quality[number.quality] ?? { tone: 'idle' as const, word: 'unknown' as const }
  return (
    <label className={cn('flex min-h-[60px] cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 rounded-[12px] border bg-surface px-3.5 py-2.5 hover:bg-sunken', chosen ? 'border-primary bg-primary-soft' : 'border-line-strong')}>
      <input type="radio" name="number" className="size-4 flex-none accent-primary" checked={chosen} onChange={onChoose} />
      <span className="min-w-0 flex-1">
        <b className="block font-semibold tabular-nums">{number.number}</b>
        <span className="block text-sm text-ink-2">{number.name}{number.tier > 0 && ` · ${t('number.tier', { count: number.tier, shown: format.number(number.tier) })}`}</span>
        {number.problem && <span className="block text-sm text-warn">{number.problem}</span>}
      </span>
      <StateMark tone={rated.tone} word={t(`quality.${rated.word}`)} />
    </label>
  )
}
