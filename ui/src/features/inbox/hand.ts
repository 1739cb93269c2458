import { create } from 'zustand'
import type { Message } from './types'

/** Links that the server made for what is sent by hand, by message, as long as the page stands. */
export const useLinks = create<{ of: Record<string, string> }>(() => ({ of: {} }))

export function keepLink(message: string, link: string): void {
  if (link) useLinks.setState(state => ({ of: { ...state.of, [message]: link } }))
}

/** handLink opens a chat with the text in it; Instagram's has no place for one, so there it is copied. */
export function handLink(m: Pick<Message, 'channel' | 'recipient' | 'content'>): string {
  const text = encodeURIComponent(m.content)
  if (m.channel === 'email') return `mailto:${encodeURIComponent(m.recipient)}?body=${text}`
  if (m.channel === 'instagram') return `https://ig.me/m/${encodeURIComponent(m.recipient.replace(/^@/, ''))}`
  return `https://wa.me/${m.recipient.replace(/\D/g, '')}?text=${text}`
}
