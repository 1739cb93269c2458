import { z } from 'zod'

/** What the address says: the step, the channel chosen in step 3, and whether the card is open. */
export const search = z.object({
  passo: z.coerce.number().int().min(2).max(4).default(2),
  por: z.enum(['mao', 'email', 'whatsapp']).default('mao'),
})
export type Way = z.infer<typeof search>['por']

/** One thing that the agency says of itself, and where that comes from. */
export type Piece = { value: string; origin: 'site' | 'person'; url?: string; quote?: string }

/** The pieces of workspaces.profile, in the order in which they are shown. */
export const pieces = ['offer', 'for_whom', 'proof', 'price', 'never_say'] as const
export type PieceName = (typeof pieces)[number]
export type Profile = Partial<Record<PieceName | 'tone' | 'site', Piece>>

export type Quoted = { value: string; url: string; quote: string } | null
/** What read-site answers; a piece that no page says is null. */
export type SiteCard = {
  state: 'ok' | 'needs_javascript' | 'parked' | 'unreachable' | 'robots_disallowed' | 'forbidden'
  detail: string
  url: string
  pages: number
} & Record<'offer' | 'for_whom' | 'proof' | 'tone' | 'never_say' | 'name' | 'legal_name' | 'email' | 'privacy_contact' | 'address', Quoted>

export const tones = ['near', 'formal', 'technical'] as const
export type Tone = (typeof tones)[number]

/** toneOf tells the three tones apart in the words that a site's card or a profile uses. */
export function toneOf(text: string | undefined): Tone {
  if (/t[ée]cnic|technical/i.test(text ?? '')) return 'technical'
  if (/\binformal/i.test(text ?? '')) return 'near'
  return /formal/i.test(text ?? '') ? 'formal' : 'near'
}

function fromSite(quoted: Quoted): Piece | undefined {
  return quoted ? { value: quoted.value, origin: 'site', url: quoted.url, quote: quoted.quote } : undefined
}

/** profileOf lays a site's card over what is known: a person's own words stay. */
export function profileOf(card: SiteCard, known: Profile): Profile {
  const read: Profile = {
    offer: fromSite(card.offer),
    for_whom: fromSite(card.for_whom),
    proof: fromSite(card.proof),
    never_say: fromSite(card.never_say),
    tone: fromSite(card.tone),
    site: { value: card.url, origin: 'person' },
  }
  const out: Profile = {}
  for (const name of [...pieces, 'tone', 'site'] as const) {
    const mine = known[name]
    const piece = name !== 'site' && mine?.origin === 'person' ? mine : (read[name] ?? mine)
    if (piece) out[name] = piece
  }
  return out
}

/** typed is a piece as somebody wrote it; nothing written takes it away. */
export function typed(profile: Profile, name: PieceName | 'tone', value: string): Profile {
  const { [name]: _, ...rest } = profile
  const text = value.trim()
  return text ? { ...rest, [name]: { value: text, origin: 'person' } } : rest
}

/** siteOf is an address without scheme, www and trailing slash, as people read it. */
export function siteOf(url: string): string {
  return url.replace(/^https?:\/\//i, '').replace(/^www\./i, '').replace(/\/+$/, '')
}

/** plainText takes out what Liquid and the alternatives of a template would read as theirs. */
export function plainText(text: string): string {
  return text.replace(/[{}|%]+/g, ' ').replace(/\s+/g, ' ').trim()
}
