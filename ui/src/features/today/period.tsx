import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { Select } from '@/ui/Select'
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
  const chosen = search.to ? 'own' : search.from === '' ? '14' : (lengths.find(n => start(n) === search.from)?.toString() ?? 'own')
  const options = [
    ...lengths.map(n => ({ value: String(n), label: t('lastDays', { count: n, formatted: format.number(n) }) })),
    ...(chosen === 'own' ? [{ value: 'own', label: t('fromTo', { from: format.day(search.from || start(14)), to: format.day(search.to || today) }) }] : []),
  ]
  return (
    <>
      <Select className="max-md:flex-1 md:w-auto" label={t('period')} value={chosen} options={options}
        onValueChange={value => { if (value !== 'own') set({ from: value === '14' ? '' : start(Number(value)), to: '' }) }} />
      {names.length > 1 && (
        <Select className="max-w-60 max-md:hidden md:w-auto" label={t('campaign')} value={search.campaign || 'all'} onValueChange={value => set({ campaign: value === 'all' ? '' : value })}
          options={[{ value: 'all', label: t('allCampaigns') }, ...names.map(c => ({ value: c.id, label: c.name }))]} />
      )}
    </>
  )
}
