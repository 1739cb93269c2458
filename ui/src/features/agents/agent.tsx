import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { AgentForm } from './AgentForm'
import { agentQuery } from './queries'
import { fresh } from './schema'
import { TryCard } from './TryCard'

/** Component is one who writes: its persona and rules, and a try beside them. */
export function Component() {
  const { t } = useTranslation('agents')
  const { workspace } = useSession()
  const { id = fresh } = useParams()
  const agent = useQuery({ ...agentQuery(workspace.id, id), enabled: id !== fresh })
  if (agent.isError) return <><PageHead title={t('list.title')} /><Failed what={t('one.failed')} error={agent.error} onRetry={() => void agent.refetch()} /></>
  if (id !== fresh && !agent.data) return <><PageHead title={t('list.title')} /><Skeleton className="h-[420px] rounded-lg" /></>
  const known = id === fresh ? null : (agent.data ?? null)
  return (
    <>
      <PageHead title={known ? known.name : t('one.new')} meta={t('one.meta')} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <AgentForm key={id} agent={known} />
        {known && <TryCard key={`try-${id}`} agent={known} />}
      </div>
    </>
  )
}
