// @vitest-environment jsdom
import { fireEvent, render } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import help from './help.pt-BR.json'
import { keyTable } from './key-table'
import { inField, nameOf, useKeys, type Handlers } from './keys'
import { usePreferences } from './preferences'

function Screen({ handlers }: { handlers: Handlers }) {
  useKeys('list', handlers)
  return <><input aria-label="field" /><button>act</button></>
}

const press = (key: string, target: Element = document.body, more: object = {}) => fireEvent.keyDown(target, { key, ...more })

beforeEach(() => usePreferences.setState({ oneLetterKeys: true }))

describe('keys', () => {
  it('act outside fields alone, and chords inside too', () => {
    const j = vi.fn(), send = vi.fn()
    const { getByLabelText } = render(<Screen handlers={{ j, 'mod+enter': send }} />)
    press('j', getByLabelText('field'))
    expect(j).not.toHaveBeenCalled()
    press('Enter', getByLabelText('field'), { ctrlKey: true })
    press('j')
    expect([j.mock.calls.length, send.mock.calls.length]).toEqual([1, 1])
  })

  it('of one letter can be switched off, arrows cannot', () => {
    const j = vi.fn(), down = vi.fn()
    render(<Screen handlers={{ j, arrowdown: down }} />)
    usePreferences.setState({ oneLetterKeys: false })
    press('j')
    press('ArrowDown')
    expect([j.mock.calls.length, down.mock.calls.length]).toEqual([0, 1])
  })

  it('after G belong to going alone', () => {
    const reply = vi.fn(), review = vi.fn()
    render(<><Screen handlers={{ r: reply }} /><Screen handlers={{ 'g r': review }} /></>)
    press('g')
    press('r')
    expect([reply.mock.calls.length, review.mock.calls.length]).toEqual([0, 1])
    press('r')
    expect(reply).toHaveBeenCalledOnce()
  })

  it('are a button\'s own where it has the focus', () => {
    const enter = vi.fn()
    const { getByRole } = render(<Screen handlers={{ enter }} />)
    press('Enter', getByRole('button'))
    expect(enter).not.toHaveBeenCalled()
  })

  it('do nothing under an open dialog', () => {
    const x = vi.fn()
    const { getByText } = render(<><Screen handlers={{ x }} /><div role="dialog" data-state="open"><p>dialog</p></div></>)
    press('x', getByText('dialog'))
    expect(x).not.toHaveBeenCalled()
  })

  it.each([[{ key: '?', shiftKey: true }, '?'], [{ key: 'J', shiftKey: true }, 'shift+j'], [{ key: 'k', metaKey: true }, 'mod+k'], [{ key: 'ArrowLeft', altKey: true }, 'alt+arrowleft']])('%j is %s', (event, name) => {
    expect(nameOf({ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...event })).toBe(name)
  })

  it('know a field from a box to tick', () => {
    const box = Object.assign(document.createElement('input'), { type: 'checkbox' })
    expect([inField(document.createElement('textarea')), inField(box), inField(document.body)]).toEqual([true, false, false])
  })
})

it('the table says every key once a place, in words', () => {
  for (const [scope, lines] of Object.entries(keyTable)) {
    const all = lines.flatMap(line => line.keys)
    expect(new Set(all).size, scope).toBe(all.length)
    for (const line of lines) expect(help, line.word).toHaveProperty(line.word)
  }
})
