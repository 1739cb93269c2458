import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { useFormat } from '@/format'
import { Meter } from '@/ui/Meter'
import { Skeleton } from '@/ui/Skeleton'
import { gatesQuery } from './queries'
import type { Account } from './schema'

// What the server counts of an account, by the codes of its gates.
const counted = ['account_per_day', 'provider_tier_per_day', 'account_per_hour', 'provider_per_hour'] as const
type Counted = (typeof counted)[number]

/** LimitsLeft are the bars of an account's limits: used of how many. */
export function LimitsLeft({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  const format = useFormat()
  const { workspace } = useSession()
  const why = useQuery(gatesQuery(workspace.id, account.id))
  if (why.isPending) return <Skeleton className="h-9" />
  const gates = (why.data?.gates ?? []).filter((gate) => gate.limit > 0 && counted.includes(gate.code as Counted))
  if (gates.length === 0) return <OwnLimits account={account} />
  return (
    <ul className="grid gap-2.5">
      {gates.slice(0, 2).map((gate) => (
        <li key={gate.code}>
          <Meter
            value={gate.used}
            max={gate.limit}
            tone={gate.used >= gate.limit ? 'warn' : 'primary'}
            label={t(`limit.${gate.code as Counted}`)}
            shown={t('limit.used', { used: format.number(gate.used), limit: format.number(gate.limit) })}
          />
        </li>
      ))}
    </ul>
  )
}

/** OwnLimits are the limits in words, while nothing is sent and nothing is counted. */
function OwnLimits({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  const format = useFormat()
  const { per_hour: hour = 0, per_day: day = 0 } = account.limits ?? {}
  const tier = account.state?.tier ?? 0
  const words = [
    tier > 0 && t('own.tier', { count: tier, shown: format.number(tier) }),
    day > 0 && t('own.day', { count: day, shown: format.number(day) }),
    hour > 0 && t('own.hour', { count: hour, shown: format.number(hour) }),
  ].filter(Boolean)
  return <p className="text-sm text-ink-2 tabular-nums">{words.length > 0 ? words.join(' · ') : t('own.none')}</p>
}
