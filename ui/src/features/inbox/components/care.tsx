import { Check, ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useOnline } from '@/app/online'
import { useCan, useSession } from '@/api/session'
import { Button } from '@/ui/Button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/Menu'
import { useMembers } from '../queries'
import type { Talk } from '../types'

/** Who takes care of a conversation, and the way to give it to somebody else. */
export function Care({ talk, onAssign }: { talk: Talk; onAssign: (member: string, name: string) => void }) {
  const { t } = useTranslation('inbox')
  const { record } = useSession()
  const write = useCan('write')
  const online = useOnline()
  const members = useMembers()
  const people = [{ user: '', name: t('act.nobody') }, ...(members.data ?? []).map(m => ({ ...m, name: m.user === record.id ? t('act.me') : m.name || t('act.noName') }))]
  const now = people.find(person => person.user === talk.assignee)?.name ?? t('act.noName')
  if (!write) return now
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm" disabled={!online} aria-label={`${t('act.assign')}: ${now}`} className="max-w-full"><span className="truncate">{now}</span><ChevronDown aria-hidden="true" /></Button>
      </MenuTrigger>
      <MenuContent align="start">
        {people.map(({ user, name }) => (
          <MenuItem key={user} icon={<Check aria-hidden="true" className={user === talk.assignee ? '' : 'invisible'} />} onSelect={() => onAssign(user, name)}>{name}</MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
