import { expect, it } from 'vitest'
import en from './words.en.json'
import pt from './words.pt-BR.json'

type Words = { [key: string]: string | Words }

function flat(words: Words, above = ''): Record<string, string> {
  return Object.assign({}, ...Object.entries(words).map(([key, value]) => (typeof value === 'string' ? { [above + key]: value } : flat(value, `${above}${key}.`)))) as Record<string, string>
}

const variables = (text: string | undefined) => [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()

it('has the same words in both languages, with the same variables', () => {
  const [a, b] = [flat(pt), flat(en)]
  expect(Object.keys(a).filter(key => !key.endsWith('_many')).sort()).toEqual(Object.keys(b).sort())
  for (const [key, text] of Object.entries(b)) {
    expect(text, key).not.toBe('')
    if (!key.endsWith('_zero')) expect(variables(a[key]), key).toEqual(variables(text))
  }
})
