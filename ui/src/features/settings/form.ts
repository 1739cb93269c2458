import { useState } from 'react'
import type { z } from 'zod'

type Wrong<T> = Partial<Record<keyof T & string, string>>

/** useFields holds a form's texts and reads them by a schema; the first wrong field takes the focus. */
export function useFields<T extends Record<string, string>>(initial: T) {
  const [start, setStart] = useState(initial)
  const [values, setValues] = useState(initial)
  const [wrong, setWrong] = useState<Wrong<T>>({})
  const set = (name: keyof T & string, value: string) => {
    setValues((now) => ({ ...now, [name]: value }))
    setWrong((now) => ({ ...now, [name]: undefined }))
  }
  const read = <S extends z.ZodType>(schema: S): z.infer<S> | null => {
    const result = schema.safeParse(values)
    if (result.success) {
      setWrong({})
      return result.data
    }
    const found: Wrong<T> = {}
    for (const issue of result.error.issues) found[issue.path[0] as keyof T & string] ??= issue.message
    setWrong(found)
    const first = Object.keys(values).find((name) => found[name])
    if (first) document.getElementsByName(first)[0]?.focus()
    return null
  }
  const dirty = Object.keys(values).some((name) => values[name] !== start[name])
  return { values, wrong, set, read, dirty, kept: () => setStart(values) }
}
