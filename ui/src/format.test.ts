import { describe, expect, it } from 'vitest'
import { formatPhone, makeFormat, moment } from './format'

const now = () => Date.parse('2026-11-24T15:30:00Z')
const pt = makeFormat('pt-BR', 'America/Sao_Paulo', 'BRL', now)
const en = makeFormat('en', 'America/Sao_Paulo', 'BRL', now)
const spaced = (text: string) => text.replace(/\u00a0|\u202f/g, ' ')

describe('formats', () => {
  it.each([
    [pt.number(1284), '1.284'],
    [pt.money(412), 'R$ 4,12'],
    [pt.micros(4_120_000), 'R$ 4,12'],
    [pt.percent(0.192), '19,2 %'],
    [pt.time('2026-11-24 16:30:00.000Z'), '13:30'],
    [pt.day('2026-11-24'), '24 nov'],
    [pt.day('2025-03-02T12:00:00Z'), '2 mar 2025'],
    [pt.dateTime('2026-11-23T12:12:00Z'), 'ontem, 9:12'],
    [pt.dateTime('2026-11-20T12:12:00Z'), '20 nov, 9:12'],
    [pt.ago('2026-11-24T13:30:00Z'), 'há 2 h'],
    [pt.ago('2026-11-24T15:29:50Z'), 'agora'],
    [pt.ago('2026-11-22T15:30:00Z'), '22 nov'],
    [pt.range(3800, 5200), 'de R$ 38 a R$ 52'],
    [en.number(1284), '1,284'],
    [en.range(3800, 5200), 'R$38 to R$52'],
  ])('%s is %s', (is, want) => expect(spaced(is)).toBe(want))

  it('writes a percentage with a space that does not break', () => expect(pt.percent(0.5)).toContain('\u00a0%'))

  it.each([['+5519900000014', '+55 19 90000-0014'], ['+551930000014', '+55 19 3000-0014'], ['+4930123456', '+4930123456']])('spaces %s as %s', (is, want) => expect(formatPhone(is)).toBe(want))

  it('keeps a bare day on its day in every zone of the Americas', () => expect(makeFormat('pt-BR', 'America/Rio_Branco', 'BRL', now).dayKey('2026-11-24')).toBe('2026-11-24'))

  it('reads the times of PocketBase', () => expect(moment('2026-11-24 16:00:58.145Z').toISOString()).toBe('2026-11-24T16:00:58.145Z'))
})
