import type { Column } from './DataRow'

/** A column without a width gets no narrower than this before the table scrolls sideways. */
const leastFlexible = 120

/** columnWidths lays the columns out: the grid's tracks, where each sticky one stands, and the least width of a row, in px. */
export function columnWidths(columns: readonly Pick<Column<never>, 'width' | 'sticky'>[]): {
  template: string
  lefts: number[]
  least: number
} {
  const tracks: string[] = []
  const lefts: number[] = []
  let left = 0
  let least = 0
  for (const { width, sticky } of columns) {
    lefts.push(left)
    if (typeof width === 'number') {
      tracks.push(`${width}px`)
      least += width
      if (sticky) left += width
    } else {
      tracks.push(width ?? `minmax(${leastFlexible}px,1fr)`)
      least += leastFlexible
    }
  }
  return { template: tracks.join(' '), lefts, least }
}
