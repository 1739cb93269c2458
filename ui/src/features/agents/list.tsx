import { useQuery } from '@tanstack/react-query'
import { PenLine, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCan, useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { agentsQuery } from './queries'
import { degreeOf, fresh, type Agent } from './schema'

/** Component lists who writes. */
export function Component() {
  const { t } = useTranslation('agents')
  const { workspace } = useSession()
  const may = useCan('write')
  const agents = useQuery(agentsQuery(workspace.id))
  const add = may && <Button asChild variant="primary" icon={<Plus aria-hidden />}><Link to={`/oficina/escritores/${fresh}`}>{t('list.add')}</Link></Button>
  return (
    <>
      <PageHead title={t('list.title')} meta={t('list.meta')} actions={<><Button asChild variant="quiet"><Link to="/oficina/planos">{t('list.plans')}</Link></Button>{agents.data?.length ? add : undefined}</>} />
      {agents.isError && <Failed what={t('list.failed')} error={agents.error} onRetry={() => void agents.refetch()} />}
      {agents.isPending && <div aria-busy="true" className="grid gap-4 md:grid-cols-2"><Skeleton className="h-[120px] rounded-lg" /><Skeleton className="h-[120px] rounded-lg" /></div>}
      {agents.data?.length === 0 && <EmptyState drawing="hand" title={t('empty.title')} text={t('empty.text')} action={add || undefined} />}
      <ul className="grid gap-4 md:grid-cols-2">
        {agents.data?.map((agent) => <li key={agent.id} className="min-w-0"><AgentCard agent={agent} /></li>)}
      </ul>
    </>
  )
}

function AgentCard({ agent }: { agent: Agent }) {
  const { t } = useTranslation('agents')
  const never = agent.guardrails?.never_say?.length ?? 0
  return (
    <Card className="h-full">
      <Link to={`/oficina/escritores/${agent.id}`} className="flex h-full items-start gap-3 rounded-lg p-[18px] hover:bg-sunken">
        <span aria-hidden className="grid size-10 flex-none place-items-center rounded-[12px] bg-primary-soft text-primary-ink"><PenLine className="size-5" strokeWidth={1.75} /></span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-lg font-bold">{agent.name}</span>
          <span className="block truncate text-sm text-ink-2">{agent.account ? t('by.model', { model: agent.model_name }) : t('by.house')}</span>
          {agent.system_prompt && <span className="mt-1.5 line-clamp-2 block text-sm text-ink-2">{agent.system_prompt}</span>}
          <span className="mt-1.5 block text-sm text-ink-3">
            {[t(`language.${agent.language || 'pt-BR'}`), agent.account && t(`degree.${degreeOf(agent.temperature)}`), never > 0 && t('never', { count: never })].filter(Boolean).join(' · ')}
          </span>
        </span>
      </Link>
    </Card>
  )
}
