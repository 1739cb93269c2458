// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Column } from './DataRow'
import { DataTable } from './DataTable'

interface Person {
  id: string
  name: string
}

const people: Person[] = Array.from({ length: 100_000 }, (_, at) => ({ id: `p${at}`, name: `Clínica ${at}` }))
const keyOf = (person: Person) => person.id
const columns: Column<Person>[] = [
  { key: 'name', head: 'Nome', width: 220, sticky: true, cell: (person) => <a href={`#${person.id}`}>{person.name}</a> },
  { key: 'act', head: 'Ato', cell: () => <button type="button">Recusar</button> },
]

beforeEach(() => {
  // The document has no layout here: every element is a window of 800 by 900 px.
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(900)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800)
  HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, to?: ScrollToOptions | number) {
    this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0
    this.dispatchEvent(new Event('scroll'))
  } as typeof HTMLElement.prototype.scrollTo
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

type Given = Partial<Parameters<typeof DataTable<Person>>[0]>

function table(given: Given = {}) {
  return <DataTable label="Prospectos" columns={columns} rows={people} rowKey={keyOf} {...given} />
}

const indexes = () => screen.getAllByRole('row').map((row) => Number(row.getAttribute('aria-rowindex')))

describe('DataTable', () => {
  it('draws fewer than 60 of 100,000 rows, and says how many there are', () => {
    render(table())
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
    expect(screen.getByRole('grid', { name: 'Prospectos' }).getAttribute('aria-rowcount')).toBe('100001')
    expect(indexes().slice(0, 3)).toEqual([1, 2, 3])
  })

  it('draws the rows where the scroll stands, with their true index, and keeps the one that Tab reaches', () => {
    render(table())
    const grid = screen.getByRole('grid')
    act(() => {
      grid.scrollTop = 52 * 50_000
      fireEvent.scroll(grid)
    })
    expect(screen.getByText('Clínica 50000')).toBeTruthy()
    expect(indexes()).toContain(50_002)
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
    expect(screen.getAllByRole('row').filter((row) => row.tabIndex === 0).map((row) => row.getAttribute('data-row-key'))).toEqual(['p0'])
  })

  it('moves the focus to the row that the caller names, even far away, but not on the first render', () => {
    const { rerender } = render(table({ focusedKey: 'p1' }))
    expect(document.activeElement).toBe(document.body)
    rerender(table({ focusedKey: 'p2' }))
    expect(document.activeElement?.getAttribute('data-row-key')).toBe('p2')
    rerender(table({ focusedKey: 'p70000' }))
    expect(document.activeElement?.getAttribute('data-row-key')).toBe('p70000')
  })

  it('leaves the focus in a field outside', () => {
    const page = (focusedKey?: string) => (
      <>
        <input aria-label="Procurar" />
        {table({ focusedKey })}
      </>
    )
    const { rerender } = render(page())
    screen.getByLabelText('Procurar').focus()
    rerender(page('p3'))
    expect(document.activeElement).toBe(screen.getByLabelText('Procurar'))
  })

  it('walks with the arrows, and the page does not hear them', () => {
    const heard = vi.fn()
    document.addEventListener('keydown', heard)
    render(table())
    const first = screen.getByText('Clínica 0').closest<HTMLElement>('[role="row"]')
    act(() => first?.focus())
    fireEvent.keyDown(first ?? document, { key: 'ArrowDown' })
    expect(document.activeElement?.getAttribute('data-row-key')).toBe('p1')
    fireEvent.keyDown(document.activeElement ?? document, { key: 'End' })
    expect(document.activeElement?.getAttribute('data-row-key')).toBe('p99999')
    expect(heard).not.toHaveBeenCalled()
    document.removeEventListener('keydown', heard)
  })

  it('opens by click and by Enter, but not by the press of a control inside', () => {
    const open = vi.fn()
    render(table({ onRowClick: open }))
    const row = screen.getByText('Clínica 1').closest<HTMLElement>('[role="row"]')
    if (!row) throw new Error('the row is not drawn')
    fireEvent.click(within(row).getByRole('button', { name: 'Recusar' }))
    expect(open).not.toHaveBeenCalled()
    fireEvent.click(within(row).getAllByRole('gridcell')[1] ?? row)
    fireEvent.keyDown(row, { key: 'Enter' })
    expect(open.mock.calls.map(([person]) => (person as Person).id)).toEqual(['p1', 'p1'])
  })

  it('asks for the next page once for each length', () => {
    const more = vi.fn()
    const some = people.slice(0, 20)
    const { rerender } = render(table({ rows: some, onEndReached: more }))
    rerender(table({ rows: some, onEndReached: () => more() }))
    expect(more).toHaveBeenCalledTimes(1)
    rerender(table({ rows: people.slice(0, 22), onEndReached: more }))
    expect(more).toHaveBeenCalledTimes(2)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('-1')
  })

  it('says where the scroll rests, not where it passed', () => {
    vi.useFakeTimers()
    const rest = vi.fn()
    render(table({ onRange: rest }))
    const grid = screen.getByRole('grid')
    for (const at of [1000, 2000, 3000]) {
      act(() => {
        grid.scrollTop = 52 * at
        fireEvent.scroll(grid)
        vi.advanceTimersByTime(60)
      })
    }
    act(() => void vi.advanceTimersByTime(130))
    expect(rest).toHaveBeenCalledTimes(1)
    expect(rest.mock.calls[0]?.[0]).toBe(2999) // the row behind the head counts as in sight
    vi.useRealTimers()
  })

  it('shows what to do when there is nobody', () => {
    render(table({ rows: [], empty: <p>Nenhuma pessoa por aqui</p> }))
    expect(screen.getByText('Nenhuma pessoa por aqui')).toBeTruthy()
  })

  it('draws a row that is not read yet as one that waits', () => {
    const press = vi.fn()
    render(table({ rows: [people[0], undefined], onRowClick: press }))
    const waiting = screen.getAllByRole('row').at(-1)
    if (waiting) fireEvent.click(waiting)
    expect(press).not.toHaveBeenCalled()
    expect(waiting?.querySelector('[aria-hidden="true"]')).toBeTruthy()
  })
})
