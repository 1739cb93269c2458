import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useReason } from '@/api/reason'
import { useCan, useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { StateMark } from '@/ui/StateMark'
import { CredentialsCard } from './CredentialsCard'
import { LimitsCard } from './LimitsCard'
import { LimitsLeft } from './LimitsLeft'
import { isPlatform, platforms } from './platforms'
import { accountQuery } from './queries'
import { RemoveAccount } from './RemoveAccount'
import { healthOf, type Account } from './schema'
import { TestAccount } from './TestAccount'

/** Component shows one account: how it is, what it may do, and what can be changed about it. */
export function Component() {
  const { t } = useTranslation('accounts')
  const { workspace } = useSession()
  const { id = '' } = useParams()
  const account = useQuery(accountQuery(workspace.id, id))
  if (account.isError) return <><PageHead title={t('list.title')} /><Failed what={t('one.failed')} error={account.error} onRetry={() => void account.refetch()} /></>
  if (!account.data) return <><PageHead title={t('list.title')} /><Skeleton className="h-[280px] rounded-lg" /></>
  return <One account={account.data} />
}

function One({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  const format = useFormat()
  const admin = useCan('admin')
  const known = isPlatform(account.platform) ? account.platform : null
  const whatsapp = account.platform === 'whatsapp'
  const meta = [known ? t(`platform.${known}`) : account.platform, account.state?.number && format.phone(account.state.number)].filter(Boolean).join(' · ')
  return (
    <>
      <PageHead
        title={account.account_identifier}
        meta={meta}
        actions={admin && whatsapp && <><Button asChild variant="quiet"><Link to={`/oficina/modelos?conta=${account.id}`}>{t('one.templates')}</Link></Button><Button asChild><Link to={`/oficina/contas/nova?conta=${account.id}`}>{t('one.steps')}</Link></Button></>}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <HealthCard account={account} sends={known !== null && platforms[known].sends} />
        {admin && known && platforms[known].sends && <LimitsCard key={account.id} account={account} />}
        {admin && known && <CredentialsCard account={account} platform={known} />}
        {admin && <RemoveAccount account={account} />}
      </div>
    </>
  )
}

function HealthCard({ account, sends }: { account: Account; sends: boolean }) {
  const { t } = useTranslation('accounts')
  const say = useReason()
  const format = useFormat()
  const admin = useCan('admin')
  const health = healthOf(account)
  return (
    <Card>
      <CardHead title={t('one.health')} meta={account.checked_at ? t('checked', { when: format.ago(account.checked_at) }) : t('never')} actions={<StateMark tone={health.tone} word={t(`health.${health.word}`)} />} />
      <CardBody className="grid gap-3.5">
        {account.status_reason && <p className="text-ink-2">{say(account.status_reason)}</p>}
        {sends && <LimitsLeft account={account} />}
        {admin && <TestAccount id={account.id} />}
      </CardBody>
    </Card>
  )
}
