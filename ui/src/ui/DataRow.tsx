import { memo, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { cn } from './cn'
import { isControl } from './rows'
import { Skeleton } from './Skeleton'

/** Column is one column of a DataTable. */
export interface Column<T> {
  key: string
  head: ReactNode
  cell: (row: T) => ReactNode
  /** Pixels, or a track of a CSS grid; without it the column takes its part of what is left. */
  width?: number | string
  align?: 'start' | 'end'
  /** Stays at the left edge; sticky columns come first and have a width in pixels. */
  sticky?: boolean
  sort?: 'ascending' | 'descending'
}

/** cellClass places head and cells alike. */
export function cellClass(column: Pick<Column<never>, 'align' | 'sticky'>): string {
  return cn(
    'flex min-w-0 items-center px-3',
    column.align === 'end' && 'justify-end text-right tabular-nums',
    column.sticky && 'sticky z-[1] bg-inherit',
  )
}

interface DataRowProps<T> {
  row: T | undefined
  id: string
  at: number
  top: number
  height: number
  columns: readonly Column<T>[]
  lefts: readonly number[]
  template: string
  selected: boolean | undefined
  /** The one row that Tab reaches. */
  stop: boolean
  onPress?: (row: T, event: MouseEvent | KeyboardEvent) => void
  onFocusRow: (id: string) => void
}

function Row<T>({ row, id, at, top, height, columns, lefts, template, selected, stop, onPress, onFocusRow }: DataRowProps<T>) {
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      data-row-key={id}
      tabIndex={stop ? 0 : -1}
      onFocus={() => row !== undefined && onFocusRow(id)}
      onClick={(event) => row !== undefined && !isControl(event.target, event.currentTarget) && onPress?.(row, event)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget && row !== undefined) onPress?.(row, event)
      }}
      style={{ top, height, gridTemplateColumns: template }}
      className={cn(
        'absolute inset-x-0 grid border-b border-line -outline-offset-2',
        selected ? 'bg-primary-soft' : 'bg-surface hover:bg-[color-mix(in_oklab,var(--sunken)_55%,var(--surface))]',
        onPress && 'cursor-pointer',
      )}
    >
      {columns.map((column, index) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={index + 1}
          className={cellClass(column)}
          style={column.sticky ? { left: lefts[index] } : undefined}
        >
          {row === undefined ? <Skeleton className="w-20 max-w-full" /> : column.cell(row)}
        </div>
      ))}
    </div>
  )
}

/** DataRow is one drawn row; scrolling does not draw it again while nothing of it changed. */
export const DataRow = memo(Row) as typeof Row
