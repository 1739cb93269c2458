import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { useOnline } from '@/app/online'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Drawing } from '@/ui/Drawing'
import type { Judging } from '../judging'
import { of } from '../round'

/** The last card of a round: until it is confirmed nothing has left. */
export function Last({ judging }: { judging: Judging }) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const { number } = useFormat()
  const online = useOnline()
  const yes = of(judging.round, 'approve').length
  const no = of(judging.round, 'skip').length
  const label = yes > 0 ? t('last.confirm', { count: yes, formatted: number(yes) }) : t('last.onlySkips', { count: no, formatted: number(no) })
  return (
    <Card className="flex flex-col items-center px-6 py-10 text-center">
      <Drawing name="hand" />
      <h2 className="mt-4 text-xl font-semibold">{t('last.title', { count: yes, formatted: number(yes) })}</h2>
      <p className="mt-1 max-w-[52ch] text-ink-2">{t('last.skipped', { count: no, formatted: number(no) })}</p>
      {yes > 0 && <p className="mt-1 max-w-[52ch] text-ink-2">{t('last.when')}</p>}
      <div className="mt-6 flex w-full max-w-sm flex-col gap-2">
        <Button variant="primary" size="lg" autoFocus loading={judging.sending.isPending} aria-disabled={!online} onClick={online ? () => judging.sending.mutate() : undefined}>{label}</Button>
        {!online && <p className="text-sm text-ink-2">{common('offlineWrite')}</p>}
        <Button variant="quiet" icon={<Undo2 aria-hidden="true" />} onClick={judging.takeBack}>{t('takeBack')}</Button>
      </div>
    </Card>
  )
}
