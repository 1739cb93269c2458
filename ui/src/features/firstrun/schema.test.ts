import { readSearch } from '@/app/search'
import { describe, expect, it } from 'vitest'
import { draftOf, nameOf, sourcesOf } from './campaign'
import { plainText, profileOf, search, siteOf, toneOf, typed, type SiteCard } from './schema'

const nothing = { offer: null, for_whom: null, proof: null, tone: null, never_say: null, name: null, legal_name: null, email: null, privacy_contact: null, address: null }
const card: SiteCard = { state: 'ok', detail: '', url: 'https://www.atelie-pixel.example/', pages: 6, ...nothing, offer: { value: 'Sites de uma página', url: 'https://atelie-pixel.example/', quote: 'Sites de uma página' } }

describe('profileOf', () => {
  it('takes what the site says with its page and words', () => {
    expect(profileOf(card, {}).offer).toEqual({ value: 'Sites de uma página', origin: 'site', url: 'https://atelie-pixel.example/', quote: 'Sites de uma página' })
  })
  it('keeps what a person wrote, whatever the site says', () => {
    expect(profileOf(card, { offer: { value: 'Lojas', origin: 'person' } }).offer?.value).toBe('Lojas')
  })
  it('keeps what an earlier reading found and this one did not', () => {
    expect(profileOf(card, { proof: { value: '47 sites', origin: 'site' } }).proof?.value).toBe('47 sites')
  })
})

it('takes a piece away when nothing is written', () => {
  expect(typed({ price: { value: 'R$ 1.200', origin: 'person' } }, 'price', '  ')).toEqual({})
})

it('tells informal from formal', () => {
  expect([toneOf('informal, como numa conversa'), toneOf('formal'), toneOf('Técnico'), toneOf(undefined)]).toEqual(['near', 'formal', 'technical', 'near'])
})

it('reads an address as people do', () => expect(siteOf('https://www.atelie-pixel.example/')).toBe('atelie-pixel.example'))

it('drops a step that does not exist', () => {
  expect(readSearch(search, new URLSearchParams('passo=9&por=pombo'))).toEqual({ passo: 2, por: 'mao' })
})

describe('the first campaign', () => {
  const wish = { niche: 'dentistas', city: 'Campinas', noSite: true }
  const input = {
    wish, way: 'mao' as const, agent: 'a1', name: nameOf(wish, 'sem site'),
    workspace: { id: 'w1', country: 'BR', timezone: '' },
    profile: { offer: { value: 'Sites {com} agendamento | rápidos.', origin: 'person' as const } },
    greeting: { hello: 'Oi, {{ prospect.name }}!', from: 'Aqui é do Ateliê.', ask: 'Posso mandar?', leave: 'Responda SAIR.' },
  }
  it('is named by trade and city', () => expect(input.name).toBe('Dentistas sem site, Campinas'))
  it('asks the open map near the workspace', () => expect(sourcesOf(wish, 'BR')[0]).toMatchObject({ area: 'Campinas, BR', query: 'dentistas' }))
  it('leaves a city with its state alone', () => expect(sourcesOf({ ...wish, city: 'Blumenau, SC' }, 'BR')[0]?.area).toBe('Blumenau, SC'))
  it('lets nothing out before a person has judged and approved', () => {
    expect(draftOf(input)).toMatchObject({ selection: 'manual', approval: 'manual', qualification: { has_website: false, require: ['phone'] } })
  })
  it('keeps the offer from being read as a template', () => {
    expect(draftOf(input).sequence[0]?.variants[0]?.template).toBe('Oi, {{ prospect.name }}! Aqui é do Ateliê. Sites com agendamento rápidos. Posso mandar? Responda SAIR.')
    expect(plainText('a {b} | 5% {{ c }}')).toBe('a b 5 c')
  })
})
