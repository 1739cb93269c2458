import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { useFormat } from '@/format'
import { Meter } from '@/ui/Meter'
import { Skeleton } from '@/ui/Skeleton'
import { gatesQuery } from './queries'

// What the server counts of an account, by the codes of its gates.
const counted = ['account_per_day', 'provider_tier_per_day', 'account_per_hour', 'provider_per_hour'] as const
type Counted = (typeof counted)[number]

/** LimitsLeft are the bars of an account's limits: used of how many. */
export function LimitsLeft({ account }: { account: string }) {
  const { t } = useTranslation('accounts')
  const format = useFormat()
  const { workspace } = useSession()
  const why = useQuery(gatesQuery(workspace.id, account))
  if (why.isPending) return <Skeleton className="h-9" />
  const gates = (why.data?.gates ?? []).filter((gate) => gate.limit > 0 && counted.includes(gate.code as Counted))
  if (gates.length === 0) return null
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
