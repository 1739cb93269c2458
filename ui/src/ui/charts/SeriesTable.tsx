import type { SeriesProps } from './series'

/** SeriesTable is the chart in numbers; a day without a value stays empty. */
export function SeriesTable({ points, lines, pointLabel, format }: Pick<SeriesProps, 'points' | 'lines' | 'pointLabel' | 'format'>) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <div className="h-full overflow-auto rounded-md border border-line" tabIndex={0} role="group" aria-label={pointLabel}>
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-surface text-ink-3">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-left font-semibold">{pointLabel}</th>
            {lines.map((line) => (
              <th key={line.key} scope="col" className="px-3 py-1.5 text-right font-semibold">{line.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label} className="border-t border-line">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">{point.label}</th>
              {lines.map((line) => {
                const value = point.values[line.key]
                return <td key={line.key} className="px-3 py-1.5 text-right tabular-nums">{value == null ? '' : format(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
