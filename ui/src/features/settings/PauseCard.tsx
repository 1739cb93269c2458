import { OctagonX, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '@/api/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { cn } from '@/ui/cn'
import { StateMark } from '@/ui/StateMark'
import { usePause } from './workspace'

/** PauseCard is the switch that stops every campaign of the agency at once. */
export function PauseCard() {
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  const admin = useCan('admin')
  const pause = usePause()
  const paused = workspace.paused
  return (
    <Card className={cn('flex flex-wrap items-center gap-x-5 gap-y-3 p-[18px]', paused && 'border-warn-dot bg-warn-soft')}>
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-2.5">
          <h2>{t('pause.title')}</h2>
          <StateMark tone={paused ? 'warn' : 'ok'} word={paused ? t('pause.off') : t('pause.on')} live={!paused} />
        </div>
        <p className="mt-1 max-w-[64ch] text-ink-2">{paused ? t('pause.offText') : t('pause.onText')}</p>
      </div>
      {admin && (
        <Button variant={paused ? 'primary' : 'danger'} icon={paused ? <Play aria-hidden /> : <OctagonX aria-hidden />} loading={pause.isPending} onClick={() => pause.mutate(!paused)} className="max-md:w-full">
          {paused ? t('pause.start') : t('pause.stop')}
        </Button>
      )}
      {!admin && <p className="text-sm text-ink-3">{t('pause.who')}</p>}
    </Card>
  )
}
