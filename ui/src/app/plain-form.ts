import { useRef, useState, type FormEvent } from 'react'

type Errors<K extends string> = Partial<Record<K, string>>

/** usePlainForm is what the sign-in needs of a form, and no more, since it is part of the first load: what is missing is said under its field, and the first of those gets the focus. */
export function usePlainForm<K extends string>(needed: Record<K, string>, submit: (values: Record<K, string>) => Promise<Errors<K> | undefined>) {
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Errors<K>>({})
  const [busy, setBusy] = useState(false)
  const show = (found: Errors<K>) => {
    setErrors(found)
    const first = Object.keys(found)[0]
    if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
  }
  const run = async () => {
    const data = new FormData(form.current ?? undefined)
    const values = {} as Record<K, string>
    const missing: Errors<K> = {}
    for (const name of Object.keys(needed) as K[]) {
      values[name] = String(data.get(name) ?? '').trim()
      if (values[name] === '') missing[name] = needed[name]
    }
    show(missing)
    if (Object.keys(missing).length > 0) return
    setBusy(true)
    try {
      show((await submit(values)) ?? {})
    } finally {
      setBusy(false)
    }
  }
  return { ref: form, errors, busy, onSubmit: (event: FormEvent) => { event.preventDefault(); void run() } }
}
