import { useTranslation } from 'react-i18next'
import type { EchoTest } from '@/api/openapi'
import { useReason } from '@/api/reason'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { cn } from '@/ui/cn'
import { StateMark } from '@/ui/StateMark'
import type { Tone } from '@/ui/tone'

const tones: Record<Exclude<EchoTest['state'], 'none'>, Tone> = { sending: 'info', sent: 'info', returned: 'ok', answered: 'ok', failed: 'bad', in_doubt: 'warn' }

/** EchoState says what has become of the test message, and what is awaited. */
export function EchoState({ echo, looking, onLook }: { echo: EchoTest; looking: boolean; onLook: () => void }) {
  const { t } = useTranslation('accounts')
  const say = useReason()
  const format = useFormat()
  if (echo.state === 'none') return null
  const waits = echo.state === 'sent' || echo.state === 'sending'
  return (
    <div role="status" className={cn('grid gap-1 rounded-md px-3.5 py-3 text-sm', echo.green ? 'bg-ok-soft' : 'bg-sunken')}>
      <div className="flex flex-wrap items-center gap-2">
        <StateMark tone={tones[echo.state]} word={t(`echoState.${echo.state}`)} live={waits} />
        <span className="text-ink-2 tabular-nums">{echo.to}{echo.sent_at && ` · ${format.time(echo.sent_at)}`}</span>
        {waits && <Button size="sm" variant="quiet" loading={looking} onClick={onLook} className="ml-auto">{t('echo.look')}</Button>}
      </div>
      <p>{echo.reason ? say(echo.reason) : t(`echoText.${echo.state}`)}</p>
    </div>
  )
}
