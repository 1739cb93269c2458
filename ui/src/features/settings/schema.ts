import { z } from 'zod'

type Said = { name: string; zone: string; country: string; currency: string; number: string }

/** isZone says whether this browser, and so the server's list of the same names, knows a time zone. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

/** identitySchema checks what an agency is called and where it works. */
export function identitySchema(said: Said) {
  return z.object({
    name: z.string().trim().min(1, said.name).max(300),
    timezone: z.string().trim().refine(isZone, said.zone),
    locale: z.enum(['pt-BR', 'en']),
    currency: z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/, said.currency),
    country: z.string().trim().toUpperCase().regex(/^[A-Z]{2}$/, said.country),
  })
}

export const senderSchema = z.object({ legal_name: z.string().trim().max(300), privacy_contact: z.string().trim().max(300), address: z.string().trim().max(600) })

/** wholeOf reads a count that may be empty: nothing, or a number of at most seven figures. */
export function wholeOf(said: Pick<Said, 'number'>) {
  return z.string().trim().regex(/^\d{0,7}$/, said.number).transform((text): number | null => (text === '' ? null : Number(text)))
}

/** paceSchema checks how often people are written to, and how long they are kept. */
export function paceSchema(said: Pick<Said, 'number'>) {
  const one = wholeOf(said)
  return z.object({ cooldown_hours: one, assisted_per_day: one, assisted_gap_s: one, retention_days: one })
}

/** microsOf reads money as people type it here or there, "60", "60,50" or "1.200,00", into millionths; null = not money. */
export function microsOf(text: string): number | null {
  const bare = text.replace(/[^\d.,-]/g, '')
  if (bare === '') return 0
  const cents = /^(.*)[.,](\d{1,2})$/.exec(bare)
  const whole = (cents ? (cents[1] ?? '') : bare).replace(/[.,]/g, '')
  if (!/^\d{0,9}$/.test(whole) || (whole === '' && !cents)) return null
  return Number(whole || '0') * 1_000_000 + Number((cents?.[2] ?? '0').padEnd(2, '0')) * 10_000
}

export type PersonKey = { phone?: string; email?: string; username?: string }

/** personOf tells what somebody typed to look a person up: a number, an address, or a handle. */
export function personOf(text: string): PersonKey | null {
  const said = text.trim()
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(said)) return { email: said }
  if (/^@[\w.]+$/.test(said)) return { username: said.slice(1) }
  if (/^[+(\d][\d\s().-]*$/.test(said) && said.replace(/\D/g, '').length >= 8) return { phone: said }
  return null
}

/** daysLeft is how many whole days a request still has; less than 0 = it is late by so many. */
export function daysLeft(due: Date, now: Date): number {
  return Math.floor((due.getTime() - now.getTime()) / 86_400_000)
}

/** sameName says whether a typed name is the one asked for, whatever its case and spaces. */
export function sameName(typed: string, name: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLocaleLowerCase()
  return plain(name) !== '' && plain(typed) === plain(name)
}

/** deviceOf finds browser and system in what a program says of itself. */
export function deviceOf(agent: string): { browser: string; system: string } {
  const pick = (list: [RegExp, string][]) => list.find(([mark]) => mark.test(agent))?.[1] ?? ''
  return {
    browser: pick([[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari'], [/^curl/, 'curl'], [/^Go-http/, 'Go']]),
    system: pick([[/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']]),
  }
}

export const privacySearch = z.object({
  aba: z.enum(['pessoas', 'pedidos', 'consentimentos', 'registro']).default('pessoas'),
})
