import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { cn } from './cn'
import { cellClass, DataRow, type Column } from './DataRow'
import { useEnd, useRest, useRowFocus, type RowsProps } from './rows'
import { columnWidths } from './widths'

interface DataTableProps<T> extends RowsProps<T> {
  columns: readonly Column<T>[]
  rowHeight?: number
}

const headHeight = 38

/**
 * DataTable draws only the rows in sight, of as many as there are. It fills the height it is given, and scrolls by itself.
 * Arrows, Page, Home and End move the focus here; J and K are the caller's, through `focusedKey`.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, label, rowHeight = 52, total, selected, onRowClick, empty, className } = props
  const frame = useRef<HTMLDivElement>(null)
  const [own, setOwn] = useState<string>()
  const focusedKey = props.focusedKey ?? own
  const { onFocusedKeyChange } = props
  const focus = useCallback(
    (key: string) => {
      setOwn(key)
      onFocusedKeyChange?.(key)
    },
    [onFocusedKeyChange],
  )

  const found = useMemo(
    () => (focusedKey === undefined ? -1 : rows.findIndex((row) => row !== undefined && rowKey(row) === focusedKey)),
    [rows, rowKey, focusedKey],
  )
  const stop = Math.max(0, found)
  // The row that Tab reaches stays drawn when it is scrolled out of sight, or the focus would fall to the page.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range)
      return seen.includes(stop) || stop >= range.count ? seen : [...seen, stop].sort((a, b) => a - b)
    },
    [stop],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // The rows begin under the head, and what is scrolled to must not end up behind it.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor,
  })
  const drawn = virtual.getVirtualItems()
  const [first, last] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? -1]
  useEnd(last, rows.length, props.onEndReached)
  useRest(first, last, props.onRange)
  useLayoutEffect(() => {
    if (found >= 0) virtual.scrollToIndex(found, { align: 'auto' })
    // Only a new focus scrolls; rows that arrive must not move what the person looks at.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [focusedKey])
  useRowFocus(frame, focusedKey, `${drawn[0]?.index}-${drawn.at(-1)?.index}-${found}`)

  const { template, lefts, least } = useMemo(() => columnWidths(columns), [columns])
  const move = (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || event.target.getAttribute('role') !== 'row') return
    const page = Math.max(1, last - first - 1)
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = rows[Math.max(0, Math.min(rows.length - 1, stop + step))]
    if (next !== undefined) focus(rowKey(next))
  }

  const none = rows.length === 0
  return (
    <div
      ref={frame}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-rowcount={total === undefined || total < 0 ? (props.onEndReached ? -1 : rows.length + 1) : total + 1}
      aria-colcount={columns.length}
      aria-multiselectable={selected ? true : undefined}
      onKeyDown={move}
      className={cn('relative h-full min-h-40 overflow-auto overscroll-contain rounded-lg border border-line bg-surface [scrollbar-gutter:stable]', className)}
    >
      <div role="rowgroup" className="sticky top-0 z-[2] bg-surface" style={{ minWidth: least }}>
        <div role="row" aria-rowindex={1} className="grid border-b border-line bg-surface text-sm font-semibold text-ink-3" style={{ height: headHeight, gridTemplateColumns: template }}>
          {columns.map((column, index) => (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={column.sort}
              className={cn(cellClass(column), 'whitespace-nowrap')}
              style={column.sticky ? { left: lefts[index] } : undefined}
            >
              {column.head}
            </div>
          ))}
        </div>
      </div>
      {none && empty && <div role="row"><div role="gridcell" aria-colspan={columns.length}>{empty}</div></div>}
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth: least }}>
        {drawn.map((item) => {
          const row = rows[item.index]
          const id = row === undefined ? `#${item.index}` : rowKey(row)
          return (
            <DataRow
              key={id}
              row={row}
              id={id}
              at={item.index}
              top={item.start - headHeight}
              height={rowHeight}
              columns={columns}
              lefts={lefts}
              template={template}
              selected={selected?.has(id)}
              stop={item.index === stop}
              onPress={onRowClick}
              onFocusRow={focus}
            />
          )
        })}
      </div>
    </div>
  )
}
