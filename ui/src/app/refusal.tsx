import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'

/** Refusal says in a form why the whole of it was refused. `shown` are the fields under which their own problem stands already;
 * with it, what the server says of any other field is said here. */
export function Refusal({ thrown, shown }: { thrown: unknown; shown?: readonly string[] }) {
  const { t } = useTranslation('common')
  const say = useReason()
  if (!thrown) return null
  const { status, reasons, data, message } = asApiError(thrown)
  const lines = status === 0 ? [`${t('error.offline')} ${t('error.offlineRemedy')}`]
    : status === 429 ? [`${t('error.tooMany')} ${t('error.tooManyRemedy')}`]
      : reasons.length > 0 ? reasons.map(say)
        : shown && Object.keys(data).length > 0 ? Object.entries(data).filter(([name]) => !shown.includes(name)).map(([, one]) => one.message)
          : [message]
  if (lines.length === 0) return null
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2.5 text-sm font-medium text-bad-ink">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <ul className="grid min-w-0 gap-1">{lines.map(line => <li key={line}>{line}</li>)}</ul>
    </div>
  )
}
