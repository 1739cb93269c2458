import { Camera, Hand, Mail, MessageCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const drawings = { whatsapp: MessageCircle, instagram: Camera, email: Mail, assisted: Hand }

/** The drawing of a channel, with its name for those who don't see it. */
export function ChannelIcon({ channel }: { channel: string }) {
  const { t } = useTranslation('common')
  if (!isChannel(channel)) return null
  const Icon = drawings[channel]
  return (
    <>
      <Icon aria-hidden="true" className="size-[15px] shrink-0" />
      <span className="sr-only">{t(`channel.${channel}`)}</span>
    </>
  )
}

export function isChannel(channel: string): channel is keyof typeof drawings {
  return channel in drawings
}
