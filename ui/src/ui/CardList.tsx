import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { cn } from './cn'
import { useEnd, useRest, useRowFocus, type RowsProps } from './rows'
import { Skeleton } from './Skeleton'

interface CardListProps<T> extends RowsProps<T> {
  card: (row: T) => ReactNode
  /** What opening the row is called; the whole card is then one button under its own controls. */
  rowLabel: (row: T) => string
  /** The usual height of a card in px; the true one is measured. */
  rowHeight?: number
}

/** CardList is the phone's way to show what a DataTable shows. The page scrolls, and only the cards in sight are drawn. */
export function CardList<T>(props: CardListProps<T>) {
  const { rows, rowKey, label, card, rowLabel, rowHeight = 98, total, selected, onRowClick, onFocusedKeyChange, empty, className } = props
  const frame = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    setMargin(frame.current ? frame.current.getBoundingClientRect().top + window.scrollY : 0)
  }, [rows.length])
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 5, scrollMargin: margin })
  const drawn = virtual.getVirtualItems()
  const last = virtual.range?.endIndex ?? -1
  useEnd(last, rows.length, props.onEndReached)
  useRest(virtual.range?.startIndex ?? 0, last, props.onRange)
  useRowFocus(frame, props.focusedKey, `${drawn[0]?.index}-${drawn.at(-1)?.index}`)

  if (rows.length === 0) return <>{empty}</>
  return (
    <ul ref={frame} aria-label={label} className={cn('relative', className)} style={{ height: virtual.getTotalSize() }}>
      {drawn.map((item) => {
        const row = rows[item.index]
        const id = row === undefined ? `#${item.index}` : rowKey(row)
        return (
          <li
            key={id}
            ref={virtual.measureElement}
            data-index={item.index}
            aria-posinset={item.index + 1}
            aria-setsize={total ?? rows.length}
            style={{ top: item.start - margin }}
            className={cn('absolute inset-x-0 border-b border-line', selected?.has(id) && 'bg-primary-soft')}
          >
            {row === undefined ? (
              <div className="grid gap-2 p-4"><Skeleton className="w-2/3" /><Skeleton className="w-1/2" /></div>
            ) : (
              <>
                {onRowClick && (
                  <button
                    type="button"
                    data-row-key={id}
                    aria-label={rowLabel(row)}
                    onFocus={() => onFocusedKeyChange?.(id)}
                    onClick={(event) => onRowClick(row, event)}
                    className="absolute inset-0 -outline-offset-2"
                  />
                )}
                <div className="pointer-events-none relative [&_:is(a,button,input,label)]:pointer-events-auto">{card(row)}</div>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}
