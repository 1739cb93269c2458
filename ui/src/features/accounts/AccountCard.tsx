import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useReason } from '@/api/reason'
import { useCan } from '@/api/session'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { StateMark } from '@/ui/StateMark'
import { LimitsLeft } from './LimitsLeft'
import { PlatformIcon } from './PlatformIcon'
import { isPlatform, platforms } from './platforms'
import { healthOf, type Account } from './schema'

/** AccountCard is an account at a glance: how it is, why if it is not well, and what it has left today. */
export function AccountCard({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  const say = useReason()
  const format = useFormat()
  const admin = useCan('admin')
  const health = healthOf(account)
  const known = isPlatform(account.platform) ? account.platform : null
  const unfinished = health.word === 'incomplete' && account.platform === 'whatsapp'
  const number = account.state?.number ? format.phone(account.state.number) : ''
  return (
    <Card className="flex h-full flex-col gap-3 p-[18px]">
      <div className="flex items-start gap-3">
        <PlatformIcon platform={account.platform} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate">
            <Link className="hover:underline" to={`/oficina/contas/${account.id}`}>{account.account_identifier}</Link>
          </h2>
          <p className="truncate text-sm text-ink-2 tabular-nums">{[known ? t(`platform.${known}`) : account.platform, number].filter(Boolean).join(' · ')}</p>
        </div>
        <StateMark tone={health.tone} word={t(`health.${health.word}`)} />
      </div>
      {account.status_reason && <p className="text-sm text-ink-2">{say(account.status_reason)}</p>}
      {known && platforms[known].sends && <LimitsLeft account={account} />}
      <div className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-sm text-ink-3">
        <span>{account.checked_at ? t('checked', { when: format.ago(account.checked_at) }) : t('never')}</span>
        {admin && (
          <Button asChild size="sm" variant={unfinished ? 'primary' : 'secondary'} className="ml-auto">
            <Link to={unfinished ? `/oficina/contas/nova?conta=${account.id}` : `/oficina/contas/${account.id}`}>{unfinished ? t('finish') : t('open')}</Link>
          </Button>
        )}
      </div>
    </Card>
  )
}
