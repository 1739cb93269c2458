import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { $ZodObject, output } from 'zod/v4/core'

// Schemas of zod and of its small sister both do.
type Part = { parse: (value: unknown) => unknown; safeParse: (value: unknown) => { success: boolean; data?: unknown } }

type Change<T> = Partial<T> | ((now: T) => Partial<T>)

/** readSearch takes what a schema knows out of an address. Every key of the schema has a default; a bad value is that default. */
export function readSearch<S extends $ZodObject>(schema: S, params: URLSearchParams): output<S> {
  const state: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(schema._zod.def.shape)) {
    const said = params.getAll(key)
    const part = field as unknown as Part
    const fallback = () => part.parse(undefined)
    if (said.length === 0) {
      state[key] = fallback()
      continue
    }
    // A field may be text, a number, a yes or no, or a list: the first reading that the schema accepts counts.
    const readings: unknown[] = Array.isArray(fallback()) ? [said] : [said[0], Number(said[0]), said[0] === '1' || said[0] === 'true']
    const accepted = readings.map(reading => part.safeParse(reading)).find(result => result.success)
    state[key] = accepted ? accepted.data : fallback()
  }
  return state as output<S>
}

/** writeSearch puts a state into an address; what equals its default is left out, and other keys stay. */
export function writeSearch<S extends $ZodObject>(schema: S, state: output<S>, before: URLSearchParams): URLSearchParams {
  const after = new URLSearchParams(before)
  for (const [key, field] of Object.entries(schema._zod.def.shape)) {
    after.delete(key)
    const value = (state as Record<string, unknown>)[key]
    const fallback = (field as unknown as Part).parse(undefined)
    if (value === undefined || value === null || JSON.stringify(value) === JSON.stringify(fallback)) continue
    for (const part of Array.isArray(value) ? value : [value]) after.append(key, typeof part === 'boolean' ? (part ? '1' : '0') : String(part))
  }
  return after
}

/** useSearch keeps a screen's state in its address, so that Back takes back the last change. `replace` makes no step of it. */
export function useSearch<S extends $ZodObject>(schema: S): [output<S>, (change: Change<output<S>>, options?: { replace?: boolean }) => void] {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => readSearch(schema, params), [schema, params])
  const set = useCallback((change: Change<output<S>>, options?: { replace?: boolean }) => {
    setParams(before => {
      const now = readSearch(schema, before)
      return writeSearch(schema, { ...now, ...(typeof change === 'function' ? change(now) : change) }, before)
    }, { replace: options?.replace, preventScrollReset: true })
  }, [schema, setParams])
  return [state, set]
}
