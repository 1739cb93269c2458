// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Field } from './Field'
import { Input } from './Input'
import { Select } from './Select'

afterEach(cleanup)

const described = (element: Element) =>
  (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean).map((id) => document.getElementById(id)?.textContent)

describe('Field', () => {
  it('reads the error first and then the hint with the control', () => {
    render(
      <Field label="Telefone" hint="Com DDD" error="Falta o DDD">
        {(control) => <Input {...control} />}
      </Field>,
    )
    const input = screen.getByLabelText('Telefone')
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(described(input)).toEqual(['Falta o DDD', 'Com DDD'])
  })
  it('says nothing is wrong when nothing is', () => {
    render(<Field label="Nome">{(control) => <Input {...control} />}</Field>)
    const input = screen.getByLabelText('Nome')
    expect(input.hasAttribute('aria-invalid')).toBe(false)
    expect(input.hasAttribute('aria-describedby')).toBe(false)
  })
  it('names a choice too', () => {
    render(
      <Field label="Quem escreve" id="writer">
        {(control) => <Select {...control} value="a" onValueChange={() => {}} options={[{ value: 'a', label: 'Marina' }]} />}
      </Field>,
    )
    expect(screen.getByRole('combobox', { name: 'Quem escreve' }).id).toBe('writer')
  })
})
