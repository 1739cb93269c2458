import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blindness, contrast, distance, parseOklch, type Lab } from './colour'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function rolesOf(selector: string): Map<string, Lab> {
  const from = css.indexOf(`${selector} {`)
  const block = css.slice(from, css.indexOf('\n}', from))
  const roles = new Map<string, Lab>()
  for (const [, name, value] of block.matchAll(/--([\w-]+):\s*(oklch\([^)/]+\));/g)) {
    if (name && value) roles.set(name, parseOklch(value))
  }
  return roles
}

const light = rolesOf(':root')
const themes = { light, dark: new Map([...light, ...rolesOf(':root[data-theme="dark"]')]) }

const grounds = ['bg', 'surface', 'raised', 'sunken']
const softs = ['primary-soft', 'accent-soft', 'ok-soft', 'warn-soft', 'bad-soft', 'info-soft', 'idle-soft']
const states = ['ok', 'warn', 'bad', 'info', 'idle']

/** Every pair of text and ground that the parts use, and the claim that a pair is not used is a line here. */
const texts: [ink: string, ground: string][] = [
  ...['ink', 'ink-2'].flatMap((ink) => [...grounds, ...softs].map((ground): [string, string] => [ink, ground])),
  ...grounds.map((ground): [string, string] => ['ink-3', ground]),
  ...states.map((state): [string, string] => [state, `${state}-soft`]),
  ...states.flatMap((state) => ['bg', 'surface', 'raised'].map((ground): [string, string] => [state, ground])),
  ...['bg', 'surface', 'raised', 'primary-soft'].map((ground): [string, string] => ['primary-ink', ground]),
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['bg', 'ink'],
]

describe.each(Object.entries(themes))('%s', (_, roles) => {
  const ratio = (one: string, other: string) => {
    const [a, b] = [roles.get(one), roles.get(other)]
    if (!a || !b) throw new Error(`no such role: ${a ? other : one}`)
    return contrast(a, b)
  }
  it.each(texts)('%s is readable on %s', (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(5.1)
  })
  it.each(['bg', 'surface', 'raised'])('the border of a field is seen on %s', (ground) => {
    expect(ratio('field', ground)).toBeGreaterThanOrEqual(3)
  })
  it.each(grounds)('the focus ring is seen on %s', (ground) => {
    expect(ratio('ring', ground)).toBeGreaterThanOrEqual(5)
  })
  it.each(Object.keys(blindness) as (keyof typeof blindness)[])('the series of a chart are told apart by eyes of kind %s', (kind) => {
    const series = ['c1', 'c2', 'c3', 'c4', 'c5']
    for (const one of series) {
      for (const other of series.slice(series.indexOf(one) + 1)) {
        const [a, b] = [roles.get(one), roles.get(other)]
        if (!a || !b) throw new Error('a chart colour is missing')
        expect(distance(a, b, kind), `${one} and ${other}`).toBeGreaterThanOrEqual(13)
      }
    }
  })
})
