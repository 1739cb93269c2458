import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCan, useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { AccountCard } from './AccountCard'
import { accountsQuery } from './queries'

/** Component lists the accounts that the workspace sends, searches and writes with. */
export function Component() {
  const { t } = useTranslation('accounts')
  const { workspace } = useSession()
  const admin = useCan('admin')
  const accounts = useQuery(accountsQuery(workspace.id))
  const add = admin && (
    <Button asChild variant="primary" icon={<Plus aria-hidden />}>
      <Link to="/oficina/contas/nova">{t('list.add')}</Link>
    </Button>
  )
  return (
    <>
      <PageHead title={t('list.title')} meta={t('list.meta')} actions={<>{accounts.data?.some((one) => one.platform === 'whatsapp') && <Button asChild variant="quiet"><Link to="/oficina/modelos">{t('list.templates')}</Link></Button>}{accounts.data?.length ? add : undefined}</>} />
      {accounts.isError && <Failed what={t('list.failed')} error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && (
        <div className="grid gap-4 md:grid-cols-2" aria-busy="true">
          <Skeleton className="h-[196px] rounded-lg" />
          <Skeleton className="h-[196px] rounded-lg" />
        </div>
      )}
      {accounts.data?.length === 0 && <EmptyState drawing="dots" title={t('empty.title')} text={admin ? t('empty.text') : t('empty.viewer')} action={add || undefined} />}
      {accounts.data && accounts.data.length > 0 && (
        <ul className="grid gap-4 md:grid-cols-2">
          {accounts.data.map((account) => (
            <li key={account.id} className="min-w-0"><AccountCard account={account} /></li>
          ))}
        </ul>
      )}
    </>
  )
}
