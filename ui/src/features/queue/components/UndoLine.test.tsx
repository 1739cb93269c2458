// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startWords } from '@/i18n'
import type { Card, Mark } from '../types'
import words from '../words.pt-BR.json'
import { UndoLine } from './UndoLine'

beforeEach(async () => {
  await startWords('pt-BR')
  i18next.addResourceBundle('pt-BR', 'queue', words)
  vi.useFakeTimers()
})
afterEach(() => { vi.useRealTimers() })

const last = () => ({ mark: { outcome: 'sent', name: 'Riso Solto' } as Mark, card: {} as Card, until: Date.now() + 10_000 })
const later = (ms: number) => act(async () => { await vi.advanceTimersByTimeAsync(ms) })

it('offers the way back for ten seconds and no longer', async () => {
  const undo = vi.fn()
  render(<UndoLine last={last()} onUndo={undo} />)
  expect(screen.getByText('Enviada: Riso Solto')).toBeTruthy()
  await later(9_000)
  screen.getByRole('button', { name: 'Desfazer 1 s' }).click()
  expect(undo).toHaveBeenCalledOnce()
  await later(2_000)
  expect(screen.queryByRole('button')).toBeNull()
})
