import { Check, ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '@/api/http'
import { useAct } from '@/api/mutation'
import { useCan } from '@/api/session'
import { Button } from '@/ui/Button'
import { toast } from '@/ui/toast'
import { useStale } from '../acts'
import { handLink, useLinks } from '../hand'
import type { Message } from '../types'

/** Under a message that the person sends with their own device: open the chat, then say that it is done. */
export function HandBar({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const write = useCan('write')
  const stale = useStale()
  const link = useLinks(s => s.of[message.id]) ?? handLink(message)
  const [opened, setOpened] = useState(false)
  const sent = useAct({
    run: () => send('POST', `/messages/${message.id}/sent`, { outcome: 'sent' }),
    success: () => t('hand.marked'),
    undo: async () => {
      await send('DELETE', `/messages/${message.id}/sent`)
      await stale(message.prospect)
    },
    onSuccess: () => stale(message.prospect),
  })
  const onOpen = () => {
    setOpened(true)
    if (message.channel !== 'instagram') return
    void navigator.clipboard?.writeText(message.content).then(() => toast(t('hand.copied')))
  }
  if (!write) return null
  return (
    <div className="mt-2 border-t border-line pt-2">
      <p className="text-sm text-ink-2">{t('hand.title')}</p>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <Button size="sm" variant={opened ? 'secondary' : 'primary'} asChild><a href={link} target="_blank" rel="noreferrer" onClick={onOpen}><ExternalLink aria-hidden="true" />{t('hand.open')}</a></Button>
        <Button size="sm" variant={opened ? 'primary' : 'secondary'} icon={<Check aria-hidden="true" />} loading={sent.isPending} onClick={() => sent.mutate()}>{t('hand.done')}</Button>
      </div>
    </div>
  )
}
