import { z } from 'zod'

export type Plan = { id: string; name: string; description: string; price_cents: number; currency: string; features: string[] | null }
/** What the form holds, all of it as it is typed. */
export type Draft = { name: string; description: string; price: string; currency: string; features: string }

/** centsOf reads a price as people type it, "1.490", "1490,00" or "R$ 390", into cents; null = no price. */
export function centsOf(text: string): number | null {
  const bare = text.replace(/[^\d.,-]/g, '')
  if (bare === '') return 0
  const parts = /^(.*)[.,](\d{1,2})$/.exec(bare)
  const whole = (parts ? (parts[1] ?? '') : bare).replace(/[.,]/g, '')
  if (!/^\d{1,9}$/.test(whole)) return null
  return Number(whole) * 100 + Number((parts?.[2] ?? '0').padEnd(2, '0'))
}

export function draftOf(plan: Plan | null, currency: string, locale: string): Draft {
  const price = plan ? new Intl.NumberFormat(locale, { minimumFractionDigits: 2, useGrouping: false }).format(plan.price_cents / 100) : ''
  return { name: plan?.name ?? '', description: plan?.description ?? '', price, currency: plan?.currency || currency, features: (plan?.features ?? []).join('\n') }
}

/** planSchema reads a draft into what is saved. */
export function planSchema(said: { name: string; price: string; currency: string }) {
  return z
    .object({
      name: z.string().trim().min(1, said.name).max(300),
      description: z.string().trim().max(4_000),
      price: z.string().refine((text) => centsOf(text) !== null, said.price),
      currency: z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/, said.currency),
      features: z.string(),
    })
    .transform(({ price, features, ...rest }) => ({
      ...rest,
      price_cents: centsOf(price) ?? 0,
      features: [...new Set(features.split('\n').map((line) => line.trim()).filter(Boolean))],
    }))
}
