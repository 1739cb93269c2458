import { Check, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import { useOnline } from '@/app/online'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Drawing } from '@/ui/Drawing'

type ConfirmProps = { approved: number; skipped: number; pending: boolean; onConfirm: () => void; onUndo: () => void }

/** The last card of a round: what will leave and what will not, and the one act that makes it so. */
export function Confirm({ approved, skipped, pending, onConfirm, onUndo }: ConfirmProps) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const online = useOnline()
  const can = useCan('write')
  return (
    <Card className="flex flex-col items-center px-5 py-10 text-center">
      <Drawing name="dots" />
      <h2 className="mt-4 text-lg">{t('confirm.title')}</h2>
      <p className="mt-1 text-ink-2 tabular-nums">{t('confirm.approve', { count: approved })}</p>
      {skipped > 0 && <p className="text-ink-2 tabular-nums">{t('confirm.skip', { count: skipped })}</p>}
      <div className="mt-6 flex w-full max-w-[360px] flex-col gap-2">
        <Button variant="primary" size="lg" loading={pending} disabled={!online || !can} icon={<Check aria-hidden="true" />} onClick={onConfirm} autoFocus>
          {t('confirm.act', { count: approved })}
        </Button>
        {!online && <p className="text-sm text-ink-2">{common('offlineWrite')}</p>}
        <Button size="lg" variant="quiet" disabled={pending} icon={<Undo2 aria-hidden="true" />} onClick={onUndo}>{t('act.undo')}</Button>
      </div>
    </Card>
  )
}
