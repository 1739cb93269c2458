/** Rgb is linear light, each 0 to 1. */
export type Rgb = readonly [number, number, number]

/** Lab is OKLab. */
export type Lab = readonly [number, number, number]

/** parseOklch reads `oklch(L C H)` into OKLab; colours with an alpha are no text and are refused. */
export function parseOklch(text: string): Lab {
  const found = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(text)
  if (!found) throw new Error(`${text}: write oklch(L C H)`)
  const [l, c, h] = found.slice(1).map(Number) as [number, number, number]
  const turn = (h * Math.PI) / 180
  return [l, c * Math.cos(turn), c * Math.sin(turn)]
}

/** toRgb is the linear sRGB of an OKLab colour, cut to what a screen can show (B. Ottosson, 2020). */
export function toRgb([lightness, a, b]: Lab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const cut = (value: number) => Math.max(0, Math.min(1, value))
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** toLab is the way back. */
export function toLab([r, g, b]: Rgb): Lab {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

/** contrast is the ratio of WCAG 2.2 between two colours, 1 to 21. */
export function contrast(one: Lab, other: Lab): number {
  const light = (lab: Lab) => {
    const [r, g, b] = toRgb(lab)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [a, b] = [light(one), light(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Blindness is a kind of colour blindness, whole (Machado, Oliveira and Fernandes, 2009, severity 1). */
export const blindness: Record<'none' | 'protan' | 'deutan' | 'tritan', readonly Rgb[]> = {
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}

/** distance is how far apart two colours look to somebody with that blindness, in OKLab times 100. */
export function distance(one: Lab, other: Lab, kind: keyof typeof blindness): number {
  const seen = (lab: Lab): Lab => {
    const rgb = toRgb(lab)
    const [r, g, b] = blindness[kind].map((row) => Math.max(0, Math.min(1, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])))
    return toLab([r ?? 0, g ?? 0, b ?? 0])
  }
  const [a, b] = [seen(one), seen(other)]
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
