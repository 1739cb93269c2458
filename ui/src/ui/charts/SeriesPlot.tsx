import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useMediaQuery } from '../media'
import type { SeriesProps } from './series'

/** SeriesPlot draws the points; loaded when a chart is first looked at. Screen readers get the sentence and the table instead. */
export function SeriesPlot({ points, lines, format }: Pick<SeriesProps, 'points' | 'lines' | 'format'>) {
  const still = useMediaQuery('(prefers-reduced-motion: reduce)')
  const data = points.map((point) => ({ label: point.label, ...point.values }))
  const tick = { fill: 'var(--ink-3)', fontSize: 12 }
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={data} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false} tabIndex={-1}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} minTickGap={18} />
        <YAxis tick={tick} tickLine={false} axisLine={false} width={36} allowDecimals={false} tickFormatter={format} />
        <Tooltip
          cursor={{ fill: 'var(--sunken)', opacity: 0.7 }}
          formatter={(value, name) => [typeof value === 'number' ? format(value) : '', lines.find((line) => line.key === name)?.label ?? '']}
          contentStyle={{
            background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 9, boxShadow: 'var(--shadow-3)', fontSize: 13,
          }}
          itemStyle={{ color: 'var(--ink)' }}
          labelStyle={{ color: 'var(--ink-2)', fontWeight: 600 }}
        />
        {lines.map((line) =>
          line.kind === 'bar' ? (
            <Bar key={line.key} dataKey={line.key} fill={`var(--${line.colour})`} radius={[4, 4, 0, 0]} maxBarSize={28} isAnimationActive={!still} animationDuration={320} />
          ) : (
            <Line
              key={line.key}
              dataKey={line.key}
              type="linear"
              stroke={`var(--${line.colour})`}
              strokeWidth={2.5}
              dot={{ r: 3.5, fill: 'var(--surface)', strokeWidth: 2 }}
              connectNulls={false}
              isAnimationActive={!still}
              animationDuration={320}
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  )
}
