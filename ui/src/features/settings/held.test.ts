import { expect, it } from 'vitest'
import { actOf } from './audit'
import { countsOf, namesOf } from './held'

it('counts what is held, of each kind', () => {
  expect(countsOf({ prospects: [{ name: 'Ana' }], messages: [1, 2], consents: null, events: [], suppressions: [] } as never)).toEqual([['prospects', 1], ['messages', 2], ['consents', 0], ['events', 0], ['suppressions', 0]])
})

it('names somebody once, however often they are held', () => {
  expect(namesOf({ prospects: [{ name: 'Ana' }, { name: 'Ana' }, { name: '' }, null, { name: 'Padaria da Ana' }] } as never)).toEqual(['Ana', 'Padaria da Ana'])
})

it('takes an action of the log apart', () => {
  expect(actOf('campaigns.update')).toEqual({ known: 'update', what: 'campaigns', rest: 'campaigns' })
  expect(actOf('auth.claim')).toEqual({ known: null, what: null, rest: 'auth' })
})
