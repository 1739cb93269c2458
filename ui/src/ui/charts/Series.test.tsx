// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Series } from './Series'

afterEach(cleanup)

it('has its sentence in words and its numbers in a table, where a day without a value stays empty', () => {
  render(
    <Series
      sentence="Seis respostas a mais que na semana passada."
      pointLabel="Dia"
      showNumbers="Ver números"
      showChart="Ver gráfico"
      format={(value) => `${value} un.`}
      lines={[
        { key: 'sent', label: 'Enviadas', kind: 'bar', colour: 'c5' },
        { key: 'replied', label: 'Respostas', kind: 'line', colour: 'c1' },
      ]}
      points={[
        { label: '21 nov', values: { sent: 40, replied: 9 } },
        { label: '22 nov', values: { sent: null, replied: 0 } },
      ]}
    />,
  )
  expect(screen.getByText('Seis respostas a mais que na semana passada.')).toBeTruthy()
  expect(screen.queryByRole('table')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Ver números' }))
  const rows = within(screen.getByRole('table')).getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent))
  expect(rows).toEqual([
    ['Dia', 'Enviadas', 'Respostas'],
    ['21 nov', '40 un.', '9 un.'],
    ['22 nov', '', '0 un.'],
  ])
  expect(screen.getByRole('button', { name: 'Ver gráfico' })).toBeTruthy()
})
