// A QR code of an address: bytes, correction level L, versions 1 to 5, which hold 106 bytes in one block. One mask does.

/** By version from 1: codewords in all, and how many of them are for correction. */
const sizes = [[26, 7], [44, 10], [70, 15], [100, 20], [134, 26]] as const

/** Level L with mask 0, with its own correction bits. */
const format = 0b111011111000100

/** qrPath draws a text as dark squares of an SVG path, `size` squares wide; null when it is too long. */
export function qrPath(text: string): { size: number; path: string } | null {
  const modules = qrModules(text)
  if (!modules) return null
  let path = ''
  modules.forEach((row, y) => row.forEach((dark, x) => { if (dark) path += `M${x} ${y}h1v1h-1z` }))
  return { size: modules.length, path }
}

/** qrModules gives the squares of the code, row by row. */
export function qrModules(text: string): boolean[][] | null {
  const bytes = [...new TextEncoder().encode(text)]
  const version = sizes.findIndex(([all, correction]) => bytes.length + 2 <= all - correction) + 1
  if (version === 0) return null
  const size = 17 + 4 * version
  const grid: (boolean | null)[][] = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null))
  drawFixed(grid, version)
  drawData(grid, codewords(bytes, version))
  return grid.map(row => row.map(Boolean))
}

/** codewords are length and text, filled up, and the remainder that corrects them. */
function codewords(bytes: number[], version: number): number[] {
  const [all, correction] = sizes[version - 1] ?? sizes[0]
  const nibbles = [4, bytes.length >> 4, bytes.length & 15, ...bytes.flatMap(b => [b >> 4, b & 15]), 0]
  const data = Array.from({ length: nibbles.length / 2 }, (_, i) => ((nibbles[2 * i] ?? 0) << 4) | (nibbles[2 * i + 1] ?? 0))
  for (let pad = 0xec; data.length < all - correction; pad ^= 0xec ^ 0x11) data.push(pad)
  return [...data, ...remainder(data, correction)]
}

/** times multiplies in the field of 256 that the code is made in. */
function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a)
  return product
}

function remainder(data: number[], n: number): number[] {
  const divisor = Array<number>(n).fill(0)
  divisor[n - 1] = 1
  for (let i = 0, root = 1; i < n; i++, root = times(root, 2)) {
    for (let j = 0; j < n; j++) divisor[j] = times(divisor[j] ?? 0, root) ^ (divisor[j + 1] ?? 0)
  }
  const rest = Array<number>(n).fill(0)
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0)
    rest.push(0)
    divisor.forEach((d, i) => { rest[i] = (rest[i] ?? 0) ^ times(d, factor) })
  }
  return rest
}

type Grid = (boolean | null)[][]

function put(grid: Grid, x: number, y: number, dark: boolean) {
  const row = grid[y]
  if (row && x >= 0 && x < row.length) row[x] = dark
}

/** drawFixed sets what every code of a version has: corners, timing, the alignment square and the format. */
function drawFixed(grid: Grid, version: number) {
  const size = grid.length
  for (let i = 0; i < size; i++) {
    put(grid, 6, i, i % 2 === 0)
    put(grid, i, 6, i % 2 === 0)
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) square(grid, cx, cy, 4, ring => ring !== 2 && ring !== 4)
  if (version > 1) square(grid, size - 7, size - 7, 2, ring => ring !== 1)
  for (let i = 0; i < 15; i++) {
    const dark = ((format >> i) & 1) === 1
    if (i < 8) put(grid, size - 1 - i, 8, dark)
    else put(grid, 8, size - 15 + i, dark)
    // The copy goes round the first corner, and steps over the timing.
    if (i < 6) put(grid, 8, i, dark)
    else if (i < 8) put(grid, 8, i + 1, dark)
    else put(grid, i === 8 ? 7 : 14 - i, 8, dark)
  }
  put(grid, 8, size - 8, true)
}

function square(grid: Grid, cx: number, cy: number, reach: number, dark: (ring: number) => boolean) {
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) put(grid, cx + dx, cy + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))))
  }
}

/** drawData lays the bits in pairs of columns, up and down from the right, through the mask. */
function drawData(grid: Grid, words: number[]) {
  const size = grid.length
  let bit = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5 // the timing column belongs to no pair
    const upward = ((right + 1) & 2) === 0
    for (let step = 0; step < size; step++) {
      const y = upward ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        if (grid[y]?.[x] !== null) continue
        const set = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1
        bit++
        put(grid, x, y, set !== ((x + y) % 2 === 0))
      }
    }
  }
}
