const key = 'aceno.own-number'

/** rememberedNumber is one's own number as typed last on this device. */
export function rememberedNumber(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return '' // no storage: it is typed again
  }
}

/** rememberNumber keeps it on this device alone. */
export function rememberNumber(number: string): void {
  try {
    localStorage.setItem(key, number.trim())
  } catch { /* typed again next time */ }
}
