import { Bot, Camera, Globe, Mail, MessageCircle, Network, Search, type LucideIcon } from 'lucide-react'

// The set of icons has no brands' marks, and channels do not need them.
const icons: Record<string, LucideIcon> = {
  whatsapp: MessageCircle, twilio: MessageCircle, instagram: Camera, email: Mail, openai: Bot, google: Search, brave: Search, searxng: Search, proxy: Network,
}

/** PlatformIcon is the drawing of what a platform is for. */
export function PlatformIcon({ platform }: { platform: string }) {
  const Icon = icons[platform] ?? Globe
  return (
    <span aria-hidden className="grid size-10 flex-none place-items-center rounded-[12px] bg-primary-soft text-primary-ink">
      <Icon className="size-5" strokeWidth={1.75} />
    </span>
  )
}
