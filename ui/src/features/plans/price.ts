/** priceOf writes a plan's price in its own currency, without cents where there are none. */
export function priceOf(plan: { price_cents: number; currency: string }, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: plan.currency || 'BRL', minimumFractionDigits: plan.price_cents % 100 === 0 ? 0 : 2 }).format(plan.price_cents / 100)
}
