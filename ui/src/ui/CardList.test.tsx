// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CardList } from './CardList'

interface Person {
  id: string
  name: string
}

const people: Person[] = Array.from({ length: 100_000 }, (_, at) => ({ id: `p${at}`, name: `Clínica ${at}` }))

beforeEach(() => {
  // The document has no layout here: every card is 98 px high.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(98)
  vi.stubGlobal('scrollTo', () => {})
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

type Given = Partial<Parameters<typeof CardList<Person>>[0]>

function list(given: Given = {}) {
  return (
    <CardList
      label="Prospectos"
      rows={people}
      rowKey={(person) => person.id}
      rowLabel={(person) => `Abrir ${person.name}`}
      card={(person) => <><b>{person.name}</b><button type="button">Recusar</button></>}
      {...given}
    />
  )
}

describe('CardList', () => {
  it('draws only what fits the window, and says the place of each', () => {
    render(list({ total: 120_000 }))
    const cards = screen.getAllByRole('listitem')
    expect(cards.length).toBeGreaterThan(3)
    expect(cards.length).toBeLessThan(60)
    expect(cards[0]?.getAttribute('aria-posinset')).toBe('1')
    expect(cards[0]?.getAttribute('aria-setsize')).toBe('120000')
  })
  it('opens by the whole card, while its own control does its own', () => {
    const open = vi.fn()
    render(list({ onRowClick: open }))
    fireEvent.click(screen.getAllByRole('button', { name: 'Recusar' })[0] ?? document)
    expect(open).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Abrir Clínica 2' }))
    expect(open.mock.calls[0]?.[0]).toEqual({ id: 'p2', name: 'Clínica 2' })
  })
  it('shows what to do when there is nobody', () => {
    render(list({ rows: [], empty: <p>Nenhuma pessoa por aqui</p> }))
    expect(screen.getByText('Nenhuma pessoa por aqui')).toBeTruthy()
  })
})
