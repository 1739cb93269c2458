import type { SiteCard } from './schema'

type Kept = { name: string; timezone: string; sender: Record<string, unknown> | null }

/**
 * proposals are what a site and the browser say of the workspace, for what nobody has said yet. They are shown and asked
 * for again before anything is sent.
 */
export function proposals(kept: Kept, card: SiteCard | null, unnamed: string, zone = Intl.DateTimeFormat().resolvedOptions().timeZone) {
  const sender: Record<string, string> = { ...(kept.sender as Record<string, string> | null) }
  const told = { legal_name: card?.legal_name, privacy_contact: card?.privacy_contact ?? card?.email, address: card?.address }
  for (const [name, quoted] of Object.entries(told)) {
    if (!sender[name] && quoted) sender[name] = quoted.value
  }
  return {
    ...(Object.keys(sender).length > 0 ? { sender } : {}),
    ...(kept.name === unnamed && card?.name ? { name: card.name.value } : {}),
    ...(!kept.timezone && zone ? { timezone: zone } : {}),
  }
}
