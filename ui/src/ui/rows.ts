import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'

/** RowsProps is what a table and a list of cards have in common. A row not read yet is undefined and drawn as a skeleton. */
export interface RowsProps<T> {
  rows: readonly (T | undefined)[]
  rowKey: (row: T) => string
  /** The name of the list. */
  label: string
  /** How many there are in all, where known; -1 or absent: not known. */
  total?: number
  /** Asks for the next page; once for each length of `rows`. */
  onEndReached?: () => void
  /** Says which rows are in sight once the scroll has rested for 120 ms, so that a jump loads only where it ends. */
  onRange?: (first: number, last: number) => void
  selected?: ReadonlySet<string>
  onRowClick?: (row: T, event: { shiftKey: boolean; metaKey: boolean; ctrlKey: boolean }) => void
  focusedKey?: string
  onFocusedKeyChange?: (key: string) => void
  /** Takes the place of the rows when there are none. */
  empty?: ReactNode
  className?: string
}

/** isControl says whether a press inside a row was meant for a control of its own. */
export function isControl(target: EventTarget | null, row: Element): boolean {
  if (!(target instanceof Element)) return false
  const control = target.closest('a,button,input,select,textarea,label,[role="checkbox"],[role="switch"],[role="menuitem"]')
  return control !== null && control !== row && row.contains(control)
}

/** useEnd calls onEndReached when the last drawn row is near the end of what was read. */
export function useEnd(lastDrawn: number, length: number, onEndReached: (() => void) | undefined): void {
  const asked = useRef(-1)
  useEffect(() => {
    if (!onEndReached || length === 0 || lastDrawn < length - 10 || asked.current === length) return
    asked.current = length
    onEndReached()
  }, [lastDrawn, length, onEndReached])
}

/** useRest calls onRange with the rows in sight after they have stayed the same for 120 ms. */
export function useRest(first: number, last: number, onRange: ((first: number, last: number) => void) | undefined): void {
  useEffect(() => {
    if (!onRange || last < first) return
    const timer = setTimeout(() => onRange(first, last), 120)
    return () => clearTimeout(timer)
  }, [first, last, onRange])
}

/**
 * useRowFocus moves the browser's focus to the row that the caller names, so that Enter, Tab and a screen reader agree with J and K.
 * It waits until the row is drawn, never takes the focus on the first render, nor from a field or a panel outside of the list.
 */
export function useRowFocus(frame: RefObject<HTMLElement | null>, focusedKey: string | undefined, drawn: string): void {
  const before = useRef(focusedKey)
  const wanted = useRef(false)
  useLayoutEffect(() => {
    if (before.current !== focusedKey) {
      before.current = focusedKey
      wanted.current = focusedKey !== undefined
    }
    const host = frame.current
    if (!wanted.current || !host || focusedKey === undefined) return
    const active = document.activeElement
    const elsewhere = active && !host.contains(active) && active.closest('input,textarea,select,[contenteditable="true"],[role="dialog"],[role="menu"]')
    if (elsewhere) {
      wanted.current = false
      return
    }
    const row = [...host.querySelectorAll<HTMLElement>('[data-row-key]')].find((drawnRow) => drawnRow.dataset.rowKey === focusedKey)
    if (!row) return
    wanted.current = false
    if (!row.contains(active)) row.focus({ preventScroll: true })
  }, [frame, focusedKey, drawn])
}
