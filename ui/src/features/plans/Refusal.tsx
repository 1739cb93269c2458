import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'

/** Refusal says under a form why the server did not do it, without what its fields say already. */
export function Refusal({ error, shown = [] }: { error: Error; shown?: string[] }) {
  const { t } = useTranslation('common')
  const say = useReason()
  const { status, reasons, data, message } = asApiError(error)
  const rest = Object.entries(data).filter(([name]) => !shown.includes(name))
  const lines = reasons.length > 0 ? reasons.map(say) : rest.map(([, one]) => one.message)
  if (status === 0) lines.push(t('error.offline'), t('error.offlineRemedy'))
  else if (lines.length === 0 && Object.keys(data).length === 0) lines.push(message)
  if (lines.length === 0) return null
  return (
    <ul role="alert" className="grid gap-1 rounded-md bg-bad-soft px-3.5 py-3 text-sm">
      {lines.map((line) => <li key={line}>{line}</li>)}
    </ul>
  )
}
