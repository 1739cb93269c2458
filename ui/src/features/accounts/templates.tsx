import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { z } from 'zod'
import { Failed } from '@/app/failed'
import { useSearch } from '@/app/search'
import { useCan, useSession } from '@/api/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { accountsQuery, templatesQuery, useSyncTemplates } from './queries'
import { TemplateRow } from './TemplateRow'

const search = z.object({ conta: z.string().max(64).default('') })

/** Component lists the WhatsApp templates of an account, as the provider last gave them. */
export function Component() {
  const { t } = useTranslation('accounts')
  const { workspace } = useSession()
  const [at, go] = useSearch(search)
  const accounts = useQuery(accountsQuery(workspace.id))
  const numbers = (accounts.data ?? []).filter((one) => one.platform === 'whatsapp')
  const chosen = numbers.find((one) => one.id === at.conta) ?? numbers[0]
  return (
    <>
      <PageHead title={t('templates.title')} meta={t('templates.meta')} actions={chosen && <Sync id={chosen.id} />} />
      {accounts.isError && <Failed what={t('templates.failed')} error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {numbers.length > 1 && (
        <div role="group" aria-label={t('templates.of')} className="mb-4 flex flex-wrap gap-2">
          {numbers.map((one) => <Chip key={one.id} selected={one.id === chosen?.id} onClick={() => go({ conta: one.id })}>{one.account_identifier}</Chip>)}
        </div>
      )}
      {accounts.isPending && <Skeleton className="h-[260px] rounded-lg" />}
      {accounts.data && !chosen && <EmptyState drawing="dots" title={t('templates.noNumber')} text={t('templates.noNumberText')} action={<Button asChild><Link to="/oficina/contas">{t('list.title')}</Link></Button>} />}
      {chosen && <Templates account={chosen.id} />}
    </>
  )
}

function Sync({ id }: { id: string }) {
  const { t } = useTranslation('accounts')
  const sync = useSyncTemplates(id)
  if (!useCan('write')) return null
  return <Button icon={<RefreshCw aria-hidden />} loading={sync.isPending} onClick={() => sync.mutate()}>{t('templates.sync')}</Button>
}

function Templates({ account }: { account: string }) {
  const { t } = useTranslation('accounts')
  const { workspace } = useSession()
  const list = useQuery(templatesQuery(workspace.id, account))
  if (list.isError) return <Failed what={t('templates.failed')} error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton className="h-[260px] rounded-lg" />
  if (list.data.length === 0) return <EmptyState drawing="dots" title={t('templates.empty')} text={t('templates.emptyText')} />
  return (
    <Card>
      <ul>{list.data.map((one) => <TemplateRow key={`${one.name}/${one.language}`} template={one} />)}</ul>
    </Card>
  )
}
