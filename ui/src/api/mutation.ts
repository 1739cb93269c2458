import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { say as toast } from '@/app/say'
import { asApiError, type ApiError } from './error'
import { useReason } from './reason'

export type Act<V, R> = {
  run: (vars: V) => Promise<R>
  /** Shows the result at once, and returns what takes it back if the act fails. */
  optimistic?: (vars: V) => (() => void) | void
  /** With it the toast of success offers to take the act back, for 10 seconds. */
  undo?: (vars: V, result: R) => unknown
  /** The toast of success; without it there is none. */
  success?: (vars: V, result: R) => string
  /** What a refusal says; without it the server's sentence is shown. Empty = no toast, the screen says it itself. */
  failure?: (error: ApiError, vars: V) => string
  onSuccess?: (result: R, vars: V) => unknown
}

const undoFor = 10_000

/** useAct is useMutation as acts of people work here: at once where that is safe, undoable, and never lost in silence. */
export function useAct<V = void, R = unknown>(act: Act<V, R>): UseMutationResult<R, ApiError, V, (() => void) | void> {
  const { t } = useTranslation('common')
  const say = useReason()
  const mutation = useMutation<R, ApiError, V, (() => void) | void>({
    mutationFn: async vars => {
      try {
        return await act.run(vars)
      } catch (thrown) {
        throw asApiError(thrown)
      }
    },
    onMutate: vars => act.optimistic?.(vars),
    onSuccess: async (result, vars) => {
      const text = act.success?.(vars, result)
      if (text) toast(text, act.undo ? { action: { label: t('undo'), onClick: () => void act.undo?.(vars, result) }, duration: undoFor } : undefined)
      await act.onSuccess?.(result, vars)
    },
    onError: (error, vars, back) => {
      back?.()
      const first = error.reasons[0]
      const text = act.failure ? act.failure(error, vars) : error.status === 0 ? t('offlineAct') : first ? say(first) : error.message
      if (text) toast(text, { tone: 'bad', action: { label: t('retry'), onClick: () => mutation.mutate(vars) } })
    },
  })
  return mutation
}
