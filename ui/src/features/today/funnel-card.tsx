import { CircleHelp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Funnel as Counts } from '@/api/openapi'
import { fewest, wilson } from '@/app/wilson'
import { useFormat } from '@/format'
import { Card, CardHead } from '@/ui/Card'
import { Funnel } from '@/ui/Funnel'
import { IconButton } from '@/ui/IconButton'
import { Skeleton } from '@/ui/Skeleton'

const steps = ['found', 'qualified', 'contacted', 'replied', 'converted'] as const

/** Of how many found came how many clients, each step with the doubt of its share. */
export function FunnelCard({ funnel }: { funnel: Counts | undefined }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const [how, setHow] = useState(false)
  const whole = (share: number) => format.number(Math.round(share * 100))
  return (
    <Card aria-labelledby="funnel">
      <CardHead id="funnel" title={t('funnel.title')} actions={
        <IconButton size="sm" label={t('funnel.how')} icon={<CircleHelp aria-hidden="true" />} aria-expanded={how} aria-controls="funnel-how" onClick={() => setHow(!how)} />
      } />
      <p id="funnel-how" hidden={!how} className="max-w-[64ch] px-[18px] pb-2 text-sm text-ink-2">{t('funnel.howText')}</p>
      {!funnel ? <div className="grid gap-4 px-[18px] py-5 md:grid-cols-5">{steps.map(step => <Skeleton key={step} className="h-16" />)}</div> : (
        <Funnel steps={steps.map((step, i) => {
          const before = steps[i - 1]
          const share = before ? wilson(funnel[step], funnel[before]) : null
          return {
            label: t(`funnel.${step}`),
            count: format.number(funnel[step]),
            share: share && { ...share, label: t('funnel.share', { share: format.percent(share.mid), low: whole(share.low), high: whole(share.high) }) },
            note: share ? undefined : before && funnel[before] < fewest ? t('funnel.early', { count: funnel[before], formatted: format.number(funnel[before]) }) : undefined,
          }
        })} />
      )}
    </Card>
  )
}
