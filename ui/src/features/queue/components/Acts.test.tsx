// @vitest-environment jsdom
import { act, fireEvent, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startWords } from '@/i18n'
import type { Card } from '../types'
import words from '../words.pt-BR.json'
import { Acts } from './Acts'

const card: Card = {
  message: 'm1', prospect: { id: 'p1', name: 'Riso Solto' }, channel: 'whatsapp', content: 'Oi', link: '#chat', recipient: '+5519900000014', city: 'Valinhos', facts: [],
}
const later = (ms: number) => act(async () => { await vi.advanceTimersByTimeAsync(ms) })
const primary = (name: string) => screen.getByText(name).closest('a, button')?.className.includes('bg-primary')

beforeEach(async () => {
  await startWords('pt-BR')
  i18next.addResourceBundle('pt-BR', 'queue', words)
  vi.useFakeTimers()
})
afterEach(() => { vi.useRealTimers() })

it('marks with Enter once, however long the key is held', async () => {
  const mark = vi.fn()
  render(<Acts card={card} onMark={mark} />)
  await later(700)
  fireEvent.keyDown(document.body, { key: 'Enter' })
  fireEvent.keyDown(document.body, { key: 'Enter', repeat: true })
  expect(mark.mock.calls).toEqual([['sent']])
})

it('takes a second quick tap for part of the first, not for a word on the next person', async () => {
  const mark = vi.fn()
  const { rerender } = render(<Acts card={card} onMark={mark} />)
  await later(700)
  screen.getByText('Enviei').click()
  rerender(<Acts card={{ ...card, message: 'm2' }} onMark={mark} />)
  screen.getByText('Enviei').click()
  expect(mark).toHaveBeenCalledTimes(1)
})

it('makes having sent the first act once the person is back from the chat', async () => {
  render(<Acts card={card} onMark={vi.fn()} />)
  expect([primary('Abrir'), primary('Enviei')]).toEqual([true, false])
  fireEvent.keyDown(document.body, { key: 'o' })
  await later(0)
  fireEvent(document, new Event('visibilitychange'))
  expect([primary('Abrir de novo'), primary('Enviei')]).toEqual([false, true])
})

it('copies the text for Instagram, whose links carry none', async () => {
  const writeText = vi.fn(async () => undefined)
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
  render(<Acts card={{ ...card, channel: 'instagram' }} onMark={vi.fn()} />)
  screen.getByText('Abrir').click()
  await later(0)
  expect(writeText).toHaveBeenCalledWith('Oi')
  vi.unstubAllGlobals()
})
