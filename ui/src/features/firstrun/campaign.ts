import { plainText, type Profile, type Way } from './schema'

export type Wish = { niche: string; city: string; noSite: boolean }

/** sourcesOf is the one source that needs no key: the open map. */
export function sourcesOf(wish: Wish, country: string) {
  const area = /,/.test(wish.city) ? wish.city.trim() : `${wish.city.trim()}, ${country || 'BR'}`
  return [{ type: 'openstreetmap', query: wish.niche.trim(), area, limit: 100 }]
}

/** nameOf is what the campaign is called until somebody renames it. */
export function nameOf(wish: Wish, without: string): string {
  const niche = wish.niche.trim()
  const head = niche.charAt(0).toLocaleUpperCase() + niche.slice(1)
  return `${head}${wish.noSite ? ` ${without}` : ''}, ${(wish.city.split(',')[0] ?? '').trim()}`
}

/** The words of a first message; the person's name is the only gap. */
export type Greeting = { hello: string; from: string; ask: string; leave: string }

/** draftOf is the draft of a first campaign: nobody is written to before a person has judged and approved. */
export function draftOf(input: { wish: Wish; way: Way; agent: string; workspace: { id: string; country: string; timezone: string }; name: string; profile: Profile; greeting: Greeting }) {
  const { wish, way, greeting } = input
  const offer = plainText(input.profile.offer?.value ?? '')
  const lines = [greeting.hello, greeting.from, offer && `${offer.replace(/[.!]+$/, '')}.`, greeting.ask, greeting.leave]
  return {
    workspace: input.workspace.id,
    name: input.name,
    agent: input.agent,
    channel: way === 'email' ? 'email' : 'whatsapp',
    search_config: { sources: sourcesOf(wish, input.workspace.country), refresh_hours: 24 },
    qualification: {
      // Whether a number has WhatsApp is told by a website, which the people looked for here do not have.
      require: [way === 'email' ? 'email' : 'phone'],
      ...(wish.noSite ? { has_website: false } : {}),
    },
    selection: 'manual',
    approval: 'manual',
    sequence: [{ wait_hours: 0, variants: [{ template: lines.filter(Boolean).join(' '), weight: 1 }] }],
    schedule: { timezone: input.workspace.timezone || 'America/Sao_Paulo', windows: ['mon-fri 09:00-12:00', 'mon-fri 13:30-18:00'] },
    legal_basis: 'legitimate_interest',
  }
}
