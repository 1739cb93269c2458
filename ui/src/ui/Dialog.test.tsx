// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { Sheet } from './Sheet'

beforeAll(() => {
  Element.prototype.hasPointerCapture ??= () => false
})
afterEach(cleanup)

function Page({ kind, autofocus }: { kind: 'dialog' | 'sheet'; autofocus?: boolean }) {
  const [open, setOpen] = useState(false)
  const inside = <input aria-label="Nome" {...(autofocus ? { 'data-autofocus': '' } : {})} />
  return (
    <>
      <Button onClick={() => setOpen(true)}>Abrir</Button>
      {kind === 'dialog' ? (
        <Dialog open={open} onOpenChange={setOpen} title="Parar a campanha?" closeLabel="Fechar">{inside}</Dialog>
      ) : (
        <Sheet open={open} onOpenChange={setOpen} side="bottom" title="Filtros" closeLabel="Fechar">{inside}</Sheet>
      )}
    </>
  )
}

describe.each([['dialog', 'Parar a campanha?'], ['sheet', 'Filtros']] as const)('%s', (kind, title) => {
  it('begins with its title and gives the focus back to what opened it', async () => {
    const user = userEvent.setup()
    render(<Page kind={kind} />)
    await user.click(screen.getByRole('button', { name: 'Abrir' }))
    expect(document.activeElement?.textContent).toBe(title)
    expect(screen.getByRole('dialog', { name: title })).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Abrir' }))
  })
  it('begins with a field where typing is the point', async () => {
    const user = userEvent.setup()
    render(<Page kind={kind} autofocus />)
    await user.click(screen.getByRole('button', { name: 'Abrir' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Nome'))
  })
  it('closes by its cross', async () => {
    const user = userEvent.setup()
    render(<Page kind={kind} />)
    await user.click(screen.getByRole('button', { name: 'Abrir' }))
    await user.click(screen.getByRole('button', { name: 'Fechar' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
