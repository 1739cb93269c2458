import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'

/** Refusal says in a form why the whole of it was refused. */
export function Refusal({ thrown }: { thrown: unknown }) {
  const { t } = useTranslation('common')
  const say = useReason()
  if (!thrown) return null
  const error = asApiError(thrown)
  const text = error.status === 0 ? `${t('error.offline')} ${t('error.offlineRemedy')}`
    : error.status === 429 ? `${t('error.tooMany')} ${t('error.tooManyRemedy')}`
      : error.reasons.length > 0 ? error.reasons.map(say).join(' ') : error.message
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2.5 text-sm font-medium text-bad-ink">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {text}
    </p>
  )
}
