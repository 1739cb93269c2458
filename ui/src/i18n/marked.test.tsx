// @vitest-environment jsdom
import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Marked } from './marked'

it('marks parts of a sentence and leaves the rest as it is', () => {
  const { container } = render(<Marked text="Ontem saíram <b>38 mensagens</b> & <i>6</i> <x" marks={{ b: inner => <b>{inner}</b>, i: inner => <em>{inner}</em> }} />)
  expect(container.innerHTML).toBe('Ontem saíram <b>38 mensagens</b> &amp; <em>6</em> &lt;x')
})
