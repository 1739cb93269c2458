import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { asApiError, type ApiError } from '@/api/http'

/** putErrors shows what the server refuses under the fields that it names, moves to the first of them; `placed` says whether a field took it. */
export function putErrors<T extends FieldValues>(form: UseFormReturn<T>, thrown: unknown): { error: ApiError; placed: boolean } {
  const error = asApiError(thrown)
  const known = Object.keys(form.getValues())
  const named = Object.entries(error.data).filter(([name]) => known.includes(name))
  named.forEach(([name, { message }], i) => form.setError(name as Path<T>, { type: 'server', message }, { shouldFocus: i === 0 }))
  return { error, placed: named.length > 0 }
}
