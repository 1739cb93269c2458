// Both catalogues say the same things: same keys, same variables, no empty word, every plural form, and nothing forgotten in the other language.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Tree = { [key: string]: string | Tree }

const forms = { 'pt-BR': ['zero', 'one', 'many', 'other'], en: ['zero', 'one', 'other'] } as const
const plural = /_(zero|one|two|few|many|other)$/

function catalogues(): { name: string; path: string }[] {
  const found = ['common', 'shell', 'reasons'].map(name => ({ name, path: `src/i18n/${name}` }))
  for (const name of ['help', 'palette']) found.push({ name, path: `src/app/${name}` })
  for (const feature of readdirSync('src/features')) found.push({ name: feature, path: join('src/features', feature, 'words') })
  return found
}

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const words = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') words.set(prefix + key, value)
    else for (const [inner, word] of flat(value, `${prefix}${key}.`)) words.set(inner, word)
  }
  return words
}

const read = (path: string, language: string) => flat(JSON.parse(readFileSync(`${path}.${language}.json`, 'utf8')) as Tree)
const variables = (text: string) => [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(match => match[1]))].sort()
const tags = (text: string) => [...new Set([...text.matchAll(/<(\w+)>/g)].map(match => match[1]))].sort()
const base = (words: Map<string, string>) => [...new Set([...words.keys()].map(key => key.replace(plural, '')))].sort()

// Words that are the same in both languages, by their text.
const same = /^(\W*\{\{.*\}\}\W*|aceno|E-mail|English|Português|WhatsApp|Instagram|Ctrl|Alt|Shift|Enter|Esc|Status|Total|CNPJ|CPF|Meta|Facebook|DKIM|SPF|SMTP|Webhook|Token|URL|API|ID|QR|PDF|CSV|XLSX|JSON|OK)$/

describe.each(catalogues())('the words of $name', ({ path }) => {
  const pt = read(path, 'pt-BR')
  const en = read(path, 'en')

  it('have the same keys', () => expect(base(en)).toEqual(base(pt)))

  it('are never empty', () => {
    for (const [key, text] of [...pt, ...en]) expect(text.trim(), key).not.toBe('')
  })

  it('have the same variables and marks', () => {
    for (const [key, text] of pt) {
      const other = en.get(key)
      if (other === undefined || plural.test(key)) continue
      expect(variables(other), key).toEqual(variables(text))
      expect(tags(other), key).toEqual(tags(text))
    }
  })

  it('have every form of a plural', () => {
    for (const [language, words] of [['pt-BR', pt], ['en', en]] as const) {
      const counted = new Set([...words.keys()].filter(key => plural.test(key)).map(key => key.replace(plural, '')))
      for (const key of counted) for (const form of forms[language]) expect(words.has(`${key}_${form}`), `${language} ${key}_${form}`).toBe(true)
    }
  })

  it('are translated', () => {
    const left = [...pt].filter(([key, text]) => en.get(key) === text && !same.test(text) && /\p{L}{4}/u.test(text)).map(([key]) => key)
    expect(left.filter(key => !readAlike.has(`${path} ${key}`))).toEqual([])
  })
})

// What reads alike in both languages, by catalogue and key.
const readAlike = new Set<string>([])
