import { expect, it } from 'vitest'
import { actOf } from './audit'
import { countsOf, namesOf } from './held'

it('counts what is held, of each kind', () => {
  expect(countsOf({ prospects: [{ name: 'Ana' }], messages: [1, 2], consents: null, events: [], suppressions: [] } as never)).toEqual([['prospects', 1], ['messages', 2], ['consents', 0], ['events', 0], ['suppressions', 0]])
})

it('names somebody once, however often they are held', () => {
  expect(namesOf({ prospects: [{ name: 'Ana' }, { name: 'Ana' }, { name: '' }, null, { name: 'Padaria da Ana' }] } as never)).toEqual(['Ana', 'Padaria da Ana'])
})

it('tells what a line of the log is about', () => {
  expect(actOf('campaigns.update')).toEqual({ kind: 'write', act: 'update', thing: 'campaigns' })
  expect(actOf('privacy.export')).toEqual({ kind: 'own', key: 'privacy_export' })
  expect(actOf('rocket.launch')).toEqual({ kind: 'other', action: 'rocket.launch' })
})
