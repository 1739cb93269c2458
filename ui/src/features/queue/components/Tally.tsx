import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { behind, type Round } from '../round'

const outcomes = ['sent', 'no_such_number', 'already_client', 'skipped'] as const

/** What became of a round so far. */
export function Tally({ round, left }: { round: Round; left?: boolean }) {
  const { t } = useTranslation('queue')
  const { number } = useFormat()
  const lines: { key: string; n: number; word: string }[] = outcomes
    .filter(outcome => outcome === 'sent' || round.done[outcome] > 0)
    .map(outcome => ({ key: outcome, n: round.done[outcome], word: t(`tally.${outcome}`, { count: round.done[outcome] }) }))
  const rest = Math.max(0, round.total - behind(round))
  if (left) lines.splice(1, 0, { key: 'left', n: rest, word: t('tally.left', { count: rest }) })
  return (
    <ul className="flex flex-col gap-1 text-ink-2">
      {lines.map(line => (
        <li key={line.key}>
          {line.n > 0 && <b className="inline-block min-w-[22px] font-semibold text-ink-1 tabular-nums">{number(line.n)}</b>} {line.word}
        </li>
      ))}
    </ul>
  )
}
