// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Button } from './Button'
import { IconButton } from './IconButton'

afterEach(cleanup)

describe('Button', () => {
  it('sends no form unless it is told to', () => {
    render(<Button>Pausar</Button>)
    expect(screen.getByRole('button').getAttribute('type')).toBe('button')
  })
  it('takes no second press while something is under way, and keeps the focus', () => {
    const press = vi.fn()
    const submit = vi.fn((event: Event) => event.preventDefault())
    const page = (loading: boolean) => (
      <form onSubmit={(event) => submit(event.nativeEvent)}>
        <Button type="submit" loading={loading} onClick={press}>Ligar</Button>
      </form>
    )
    const { rerender } = render(page(false))
    screen.getByRole('button').focus()
    rerender(page(true))
    fireEvent.click(screen.getByRole('button'))
    expect(press).not.toHaveBeenCalled()
    expect(submit).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ligar', busy: true }))
  })
  it('gives its look to a link, which stays a link', () => {
    render(<Button asChild icon={<i data-testid="icon" />}><a href="/campanhas/nova">Nova campanha</a></Button>)
    const link = screen.getByRole('link', { name: 'Nova campanha' })
    expect(link.className).toContain('rounded-md')
    expect(link.hasAttribute('type')).toBe(false)
    expect(link.querySelector('[data-testid="icon"]')).toBeTruthy()
  })
  it('hands its element on', () => {
    const ref = createRef<HTMLButtonElement>()
    render(<Button ref={ref}>Voltar</Button>)
    expect(ref.current).toBe(screen.getByRole('button'))
  })
})

describe('IconButton', () => {
  it('has a name without a hover', () => {
    render(<IconButton label="Pular por hoje" icon={<svg />} shortcut="S" />)
    expect(screen.getByRole('button', { name: 'Pular por hoje' })).toBeTruthy()
  })
})
