import { expect, it } from 'vitest'
import { proposals } from './proposals'
import type { SiteCard } from './schema'

const quoted = (value: string) => ({ value, url: 'https://pixel.example/', quote: value })
const card = { name: quoted('Ateliê Pixel'), legal_name: quoted('Pixel LTDA'), privacy_contact: null, email: quoted('oi@pixel.example'), address: null } as SiteCard

it('names a workspace that nobody has named', () => {
  expect(proposals({ name: 'Minha agência', timezone: 'America/Sao_Paulo', sender: null }, card, 'Minha agência')).toEqual({
    name: 'Ateliê Pixel',
    sender: { legal_name: 'Pixel LTDA', privacy_contact: 'oi@pixel.example' },
  })
})

it('keeps what somebody has said already', () => {
  expect(proposals({ name: 'Maré', timezone: 'America/Bahia', sender: { legal_name: 'Maré ME' } }, card, 'Minha agência').sender).toEqual({ legal_name: 'Maré ME', privacy_contact: 'oi@pixel.example' })
})

it('takes the zone of the browser where there is none', () => {
  expect(proposals({ name: 'Maré', timezone: '', sender: null }, null, 'Minha agência', 'America/Bahia')).toEqual({ timezone: 'America/Bahia' })
})
