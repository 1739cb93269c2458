import { BadgeCheck, Ban, Check, ClipboardPaste, Ellipsis, Hand, Info, MailOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '@/api/session'
import { IconButton } from '@/ui/IconButton'
import { useIsPhone } from '@/ui/media'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/ui/Menu'
import { useClient } from '../acts'
import type { Person, Talk } from '../types'
import type { Acts } from './head'

type MoreMenuProps = { person: Person; talk: Talk | null | undefined; acts: Acts; onAbout?: () => void; onPaste: () => void; onSuppress: () => void }

/** What is done more seldom with a conversation. */
export function MoreMenu({ person, talk, acts, onAbout, onPaste, onSuppress }: MoreMenuProps) {
  const { t } = useTranslation('inbox')
  const { record } = useSession()
  const write = useCan('write')
  const phone = useIsPhone()
  const client = useClient(person)
  return (
    <Menu>
      <MenuTrigger asChild><IconButton label={t('thread.more')} icon={<Ellipsis aria-hidden="true" />} /></MenuTrigger>
      <MenuContent>
        {onAbout && <MenuItem icon={<Info aria-hidden="true" />} onSelect={onAbout}>{t('thread.about')}</MenuItem>}
        {write && (
          <>
            {talk && phone && <MenuItem icon={<Check aria-hidden="true" />} onSelect={acts.done}>{talk.state === 'closed' ? t('act.reopen') : t('act.close')}</MenuItem>}
            {talk && talk.assignee !== record.id && <MenuItem icon={<Hand aria-hidden="true" />} shortcut={phone ? undefined : 'M'} onSelect={() => acts.assign(record.id, '')}>{t('act.assignMe')}</MenuItem>}
            <MenuItem icon={<ClipboardPaste aria-hidden="true" />} onSelect={onPaste}>{t('act.paste')}</MenuItem>
            {talk && <MenuItem icon={<MailOpen aria-hidden="true" />} onSelect={acts.unread}>{t('act.markUnread')}</MenuItem>}
            {person.status === 'replied' && person.intent !== 'opt_out' && <MenuItem icon={<BadgeCheck aria-hidden="true" />} onSelect={() => client.mutate()}>{t('act.client')}</MenuItem>}
            <MenuSeparator />
            <MenuItem icon={<Ban aria-hidden="true" />} tone="bad" shortcut={phone ? undefined : '⇧X'} onSelect={onSuppress}>{t('act.suppress')}</MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  )
}
