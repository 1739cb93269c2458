import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, type Format } from '@/format'

/** Why something is as it is: a code of the server with its parameters, and the server's own sentence. */
export type Reason = { code: string; params?: Record<string, unknown>; message: string }

/** useReason words a reason here where its code is known, and otherwise shows the server's sentence, which is in the person's language too. */
export function useReason(): (reason: Reason) => string {
  const { t, i18n } = useTranslation('reasons')
  const format = useFormat()
  return useCallback((reason: Reason) => {
    if (!i18n.exists(reason.code, { ns: 'reasons' })) return sentence(reason.message)
    // The codes come from the server: no type knows them.
    return (t as (key: string, params?: Record<string, unknown>) => string)(reason.code, shown(reason.params, format))
  }, [t, i18n, format])
}

// Times among the parameters are written in the workspace's zone.
function shown(params: Reason['params'], format: Format): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) =>
    [name, typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? format.dateTime(value) : value]))
}

/** sentence begins with a capital and ends with a full stop, as the server's reasons do not. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const begun = trimmed.charAt(0).toLocaleUpperCase() + trimmed.slice(1)
  return /[.!?…”"]$/.test(begun) ? begun : `${begun}.`
}
