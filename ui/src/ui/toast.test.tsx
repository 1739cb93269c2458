// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Toaster } from './Toaster'
import { closeToast, toast } from './toast'

afterEach(cleanup)

describe('toast', () => {
  it('says what happened and offers the way back', async () => {
    const undo = vi.fn()
    render(<Toaster label="Avisos" />)
    act(() => void toast('Riso Solto: enviada', { action: { label: 'Desfazer', onClick: undo } }))
    expect(await screen.findByText('Riso Solto: enviada')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Desfazer' }))
    expect(undo).toHaveBeenCalledTimes(1)
  })
  it('is replaced by the next of the same id, and goes when told', async () => {
    render(<Toaster label="Avisos" />)
    act(() => void toast('Salvando', { id: 'save' }))
    act(() => void toast('Salvo', { id: 'save', tone: 'ok' }))
    expect(await screen.findByText('Salvo')).toBeTruthy()
    expect(screen.queryByText('Salvando')).toBeNull()
    act(() => closeToast('save'))
    await vi.waitFor(() => expect(screen.queryByText('Salvo')).toBeNull())
  })
})

describe('the library of toasts', () => {
  it('puts no style into the page once it is built', async () => {
    const file = createRequire(import.meta.url).resolve('sonner').replace(/index\.js$/, 'index.mjs')
    const { sonner } = (await import('../../build/sonner.mjs')) as unknown as { sonner: () => { transform: (code: string, id: string) => { code: string } | null } }
    const built = sonner().transform(readFileSync(file, 'utf8'), file)
    expect(built?.code).not.toMatch(/^__insertCSS\(/m)
    expect(built?.code.length).toBeGreaterThan(10_000)
  })
})
