import { Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useOnline } from '@/app/online'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/ui/Menu'
import { nowOf, snoozes } from '../moments'
import type { Talk } from '../types'

type SnoozeMenuProps = { talk: Talk; open: boolean; onOpenChange: (open: boolean) => void; onPick: (at: Date | null) => void }

/** Puts a conversation off to one of a few times, each with its day and hour. */
export function SnoozeMenu({ talk, open, onOpenChange, onPick }: SnoozeMenuProps) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const online = useOnline()
  const now = nowOf(talk.last_message_at)
  const away = talk.snoozed_until !== '' && Date.parse(talk.snoozed_until.replace(' ', 'T')) > now
  return (
    <Menu open={open} onOpenChange={onOpenChange}>
      <MenuTrigger asChild>
        <Button size="sm" disabled={!online} icon={<Clock aria-hidden="true" />} aria-label={t('act.snooze')} className="max-md:border-transparent max-md:bg-transparent max-md:px-3 max-md:shadow-none">
          <span aria-hidden="true" className="max-md:hidden">{t('act.snooze')}</span>
        </Button>
      </MenuTrigger>
      <MenuContent aria-label={t('act.snooze')}>
        {away && <><MenuItem onSelect={() => onPick(null)}>{t('act.wake')}</MenuItem><MenuSeparator /></>}
        {snoozes(now, format.zone).map(({ word, at }) => (
          <MenuItem key={word} onSelect={() => onPick(at)}>
            <span className="flex items-baseline gap-6"><span className="flex-1">{t(`snooze.${word}`)}</span><span className="text-xs text-ink-3 tabular-nums">{format.dateTime(at)}</span></span>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
