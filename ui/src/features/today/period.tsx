import { CalendarClock, Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/Menu'
import { addDays } from './days'
import { useCampaignNames, type Period as Chosen } from './queries'

const lengths = [7, 14, 30, 90] as const

type Props = { search: Chosen; set: (change: Partial<Chosen>) => void; today: string }

/** Which days, and of which campaign. */
export function Period({ search, set, today }: Props) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const names = useCampaignNames().data ?? []
  const start = (n: number) => addDays(today, 1 - n)
  const chosen = search.to ? undefined : search.from === '' ? 14 : lengths.find(n => start(n) === search.from)
  const label = (n: number) => t('lastDays', { count: n, formatted: format.number(n) })
  return (
    <>
      <Choice name={t('period')} icon={<CalendarClock aria-hidden="true" />} className="max-md:flex-1"
        shown={chosen ? label(chosen) : t('fromTo', { from: format.day(search.from || start(14)), to: format.day(search.to || today) })}
        options={lengths.map(n => ({ key: String(n), label: label(n), on: n === chosen, choose: () => set({ from: n === 14 ? '' : start(n), to: '' }) }))} />
      {names.length > 1 && (
        <Choice name={t('campaign')} className="max-w-64 max-md:hidden" shown={names.find(c => c.id === search.campaign)?.name ?? t('allCampaigns')}
          options={[{ id: '', name: t('allCampaigns') }, ...names].map(c => ({ key: c.id, label: c.name, on: c.id === search.campaign, choose: () => set({ campaign: c.id }) }))} />
      )}
    </>
  )
}

type Option = { key: string; label: string; on: boolean; choose: () => void }

function Choice({ name, shown, icon, options, className }: { name: string; shown: string; icon?: ReactNode; options: Option[]; className?: string }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button icon={icon} aria-label={`${name}: ${shown}`} className={className}>
          <span className="truncate">{shown}</span>
          <ChevronDown aria-hidden="true" className="ml-auto text-ink-3" />
        </Button>
      </MenuTrigger>
      <MenuContent className="max-w-80">
        {options.map(option => (
          <MenuItem key={option.key} onSelect={option.choose} icon={option.on ? <Check aria-hidden="true" /> : <span className="size-4" />} aria-current={option.on || undefined}>{option.label}</MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
