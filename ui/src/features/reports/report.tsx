import { useQuery } from '@tanstack/react-query'
import { Download, Link2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useCan, useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { Paper } from './Paper'
import { weekQuery } from './queries'
import { ShareDialog } from './ShareDialog'
import { all, isWeek } from './weeks'

/** Component is a week's report in one column: to read, to print, and to pass on by a link. */
export function Component() {
  const { t } = useTranslation('reports')
  const format = useFormat()
  const { workspace } = useSession()
  const may = useCan('write')
  const { campanha = all, semana = '' } = useParams()
  const campaign = campanha === all ? '' : campanha
  const good = isWeek(semana)
  const report = useQuery({ ...weekQuery(workspace.id, campaign, semana), enabled: good })
  const [sharing, setSharing] = useState(false)
  const back = <Button asChild><Link to="/relatorios">{t('list.title')}</Link></Button>
  if (!good) return <><PageHead title={t('list.title')} /><EmptyState drawing="dots" title={t('noWeek', { week: semana })} action={back} /></>
  if (report.isError) return <><PageHead title={t('list.title')} /><Failed what={t('report.failed')} error={report.error} onRetry={() => void report.refetch()} /></>
  if (!report.data) return <><PageHead title={t('list.title')} /><Skeleton className="mx-auto h-[600px] max-w-[720px] rounded-lg" /></>
  const one = report.data
  const span = { from: format.day(one.from), to: format.day(one.to) }
  return (
    <div className="mx-auto max-w-[720px] print:max-w-none">
      <PageHead
        title={one.campaign?.name ?? one.workspace}
        meta={one.campaign ? t('report.meta', { name: one.workspace, ...span }) : t('report.span', span)}
        actions={
          <div className="flex gap-2 max-sm:w-full max-sm:[&>*]:flex-1 print:hidden">
            {may && <Button icon={<Link2 aria-hidden />} onClick={() => setSharing(true)}>{t('share.open')}</Button>}
            <Button variant="primary" icon={<Download aria-hidden />} onClick={() => window.print()}>{t('report.print')}</Button>
          </div>
        }
      />
      <Paper report={one} />
      {sharing && <ShareDialog campaign={campaign} week={semana} onClose={() => setSharing(false)} />}
    </div>
  )
}
