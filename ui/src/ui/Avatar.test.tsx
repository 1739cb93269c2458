// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Avatar, initialsOf } from './Avatar'

afterEach(cleanup)

it.each([
  ['Marina Dias', 'MD'],
  ['Dra. Jandira Lobo', 'DL'],
  ['Boca do Mato', 'BM'],
  ['Dente & Cia. do Bairro', 'DB'],
  ['Téo', 'TÉ'],
  ['Casa de', 'CA'],
  ['4 Patas', 'PA'],
  ['42', '4'],
  ['', ''],
])('the letters of "%s" are %s', (name, letters) => {
  expect(initialsOf(name)).toBe(letters)
})

it('gives the same name the same ground, and different names more than one', () => {
  const groundOf = (name: string) => {
    const { container } = render(<Avatar name={name} />)
    return /bg-[\w-]+/.exec(container.firstElementChild?.className ?? '')?.[0]
  }
  expect(groundOf('Sorriso da Serra')).toBe(groundOf('Sorriso da Serra'))
  const grounds = new Set(Array.from({ length: 40 }, (_, at) => groundOf(`Clínica ${at}`)))
  expect(grounds.has(undefined)).toBe(false)
  expect(grounds.size).toBe(5)
})
