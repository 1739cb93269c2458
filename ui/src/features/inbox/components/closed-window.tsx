import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import type { Talk, Way } from '../types'

type ClosedWindowProps = { talk: Talk | null | undefined; ways: Way[]; disabled: boolean; loading: boolean; onPick: (way: Way) => void }

/** Why no free text goes out now, and what is possible instead. */
export function ClosedWindow({ talk, ways, disabled, loading, onPick }: ClosedWindowProps) {
  const { t } = useTranslation('inbox')
  const { dateTime } = useFormat()
  return (
    <div role="status" className="mt-2.5 rounded-md bg-warn-soft px-3.5 py-3">
      <p className="flex items-center gap-2 font-semibold text-warn-ink"><TriangleAlert aria-hidden="true" className="size-4 shrink-0" />{t('closed.title')}</p>
      <p className="mt-0.5 text-sm text-ink-2">
        {talk?.window_until ? `${t('closed.since', { when: dateTime(talk.window_until) })} ` : ''}
        {ways.length > 0 ? t('closed.text') : t('closed.none')}
      </p>
      {ways.length > 0 && (
        <div className="mt-2.5 flex flex-wrap gap-2">
          {ways.map((way, i) => (
            <Button key={way.channel} size="sm" variant={i === 0 ? 'primary' : 'secondary'} loading={loading && i === 0} disabled={disabled} onClick={() => onPick({ ...way, by_hand: true })}>{t(`closed.${way.channel}`)}</Button>
          ))}
        </div>
      )}
    </div>
  )
}
