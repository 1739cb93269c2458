import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCan, useSession } from '@/api/session'
import { useSearch } from '@/app/search'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { PageHead } from '@/ui/PageHead'
import { CostCard } from './cost-card'
import { DaysCard } from './days-card'
import { FunnelCard } from './funnel-card'
import { Period } from './period'
import { useDashboard } from './queries'
import { todaySearch } from './schema'
import { Yesterday } from './yesterday'
import { WaitingCard } from './waiting-card'
import { WhyCard } from './why-card'
import { Unread } from './unread'

/** The day: what waits, why nothing goes out, what became of the found, and what it cost. */
export function Component() {
  const { t } = useTranslation('today')
  const { record } = useSession()
  const write = useCan('write')
  const format = useFormat()
  const [search, setSearch] = useSearch(todaySearch)
  const dashboard = useDashboard(search)
  const whole = useDashboard({ from: '', to: '', campaign: '' })
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hour12: false, timeZone: format.zone }).format(new Date()))
  const greeting = hour < 5 || hour >= 18 ? 'evening' : hour < 12 ? 'morning' : 'afternoon'
  const name = record.full_name.trim().split(/\s+/)[0] ?? ''
  const now = format.dayKey(new Date())
  const last = whole.data?.series?.at(-1)?.date ?? now
  const today = last > now ? last : now // the demo's clock runs ahead
  return (
    <>
      <PageHead
        className="[&>div:last-child]:max-md:w-full"
        title={name ? t(`hello.${greeting}Name`, { name }) : t(`hello.${greeting}`)}
        meta={<Yesterday series={whole.data?.series ?? undefined} today={today} />}
        actions={(
          <>
            <Period search={search} set={setSearch} today={today} />
            {write && <Button asChild variant="primary" className="max-md:flex-1"><Link to="/campanhas/nova"><Plus aria-hidden="true" />{t('newCampaign')}</Link></Button>}
          </>
        )}
      />
      <div className="flex flex-col gap-[18px]">
        <WaitingCard />
        <WhyCard campaign={search.campaign} />
        {dashboard.error && !dashboard.data ? <Unread thrown={dashboard.error} retry={() => void dashboard.refetch()} /> : (
          <>
            <FunnelCard funnel={dashboard.data?.funnel} />
            <div className="grid grid-cols-1 gap-[18px] lg:grid-cols-[minmax(0,1.75fr)_minmax(0,1fr)]">
              <DaysCard series={dashboard.data?.series ?? undefined} from={search.from} to={search.to} today={today} />
              <CostCard cost={dashboard.data?.cost} series={whole.data?.series ?? undefined} today={today} />
            </div>
          </>
        )}
      </div>
    </>
  )
}
