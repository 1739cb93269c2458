import type { ReactNode } from 'react'

/** SeriesLine is one of at most four series; told apart by shape as well as by colour. `c5` is for "before" and background. */
export interface SeriesLine {
  key: string
  label: string
  kind: 'bar' | 'line'
  colour: 'c1' | 'c2' | 'c3' | 'c4' | 'c5'
}

/** SeriesPoint is a day or a week; a value that is null stays a gap. */
export interface SeriesPoint {
  /** As written under the axis and in the table. */
  label: string
  values: Readonly<Record<string, number | null>>
}

/** SeriesProps is a chart with its sentence and its numbers. */
export interface SeriesProps {
  /** What the chart says, in words; stands above it. */
  sentence: ReactNode
  /** The heading of the table's first column: "Dia". */
  pointLabel: string
  points: readonly SeriesPoint[]
  lines: readonly SeriesLine[]
  /** Writes a number in the workspace's language. */
  format: (value: number) => string
  /** The words of the button: "Ver números", "Ver gráfico". */
  showNumbers: string
  showChart: string
  className?: string
}
