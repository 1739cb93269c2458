/** A share and what it may truly be, all from 0 to 1. */
export type Share = { low: number; mid: number; high: number }

const z = 1.959964 // of 95 %

/** fewest is how many cases a percentage needs before it says anything. */
export const fewest = 20

/** wilson is the 95 % interval of `part` among `whole`; null under 20 cases, where it is too early to say. */
export function wilson(part: number, whole: number): Share | null {
  if (!(whole >= fewest) || part < 0) return null
  const mid = Math.min(1, part / whole)
  const square = z * z
  const centre = mid + square / (2 * whole)
  const spread = z * Math.sqrt((mid * (1 - mid)) / whole + square / (4 * whole * whole))
  const scale = 1 + square / whole
  return { low: Math.max(0, (centre - spread) / scale), mid, high: Math.min(1, (centre + spread) / scale) }
}
