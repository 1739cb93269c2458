import type { Held } from '@/api/openapi'

export const heldNames = ['prospects', 'messages', 'consents', 'events', 'suppressions'] as const

/** countsOf is how many rows of each kind are held. */
export function countsOf(held: Held): [(typeof heldNames)[number], number][] {
  return heldNames.map((name) => [name, (held[name] ?? []).length])
}

/** namesOf are the names under which a person is held, each once. */
export function namesOf(held: Held): string[] {
  const names = (held.prospects ?? []).map((one) => (typeof one === 'object' && one !== null ? (one as { name?: unknown }).name : ''))
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))]
}

/** saveAs hands something over as a file of JSON. */
export function saveAs(what: unknown, name: string): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(what, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
