import { hostOf } from './host'
import type { Draft } from './types'

/** What lets a text go out, as far as it is known before the call: the claim writes the whole slip. */
export type Slip = { basis: 'legitimate_interest' | 'consent' | 'contract' | 'other'; source: string }

/** slipOf reads the campaign's basis and where the contact was read. */
export function slipOf(draft: Draft): Slip {
  const said = draft.expand?.campaign?.legal_basis ?? ''
  const basis = said === 'legitimate_interest' || said === 'consent' || said === 'contract' ? said : 'other'
  const kind = draft.channel === 'email' ? 'email' : draft.channel === 'instagram' ? 'instagram' : 'phone'
  const fact = draft.expand?.prospect?.facts?.find(f => f.kind === kind)
  return { basis, source: fact ? hostOf(fact.url) || fact.source : '' }
}

/** templateOf names the approved template that a text goes out as, '' where the text is free. */
export function templateOf(draft: Draft): string {
  const template = draft.metadata?.template as { name?: string } | undefined
  return template?.name ?? ''
}
