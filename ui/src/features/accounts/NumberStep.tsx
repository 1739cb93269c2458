import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reach } from '@/api/openapi'
import { useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Skeleton } from '@/ui/Skeleton'
import { NumberList } from './NumberList'
import { numbersQuery, useSaveAccount } from './queries'
import type { Account } from './schema'
import { Step, type StepState } from './Step'

type Props = { state: StepState; account: Account | null; onOpen: () => void; onDone: () => void }

/** NumberStep lists what the token can see, and takes the number that is chosen. */
export function NumberStep({ state, account, onOpen, onDone }: Props) {
  const { t } = useTranslation('accounts')
  const { workspace } = useSession()
  const [waba, setWaba] = useState('')
  const save = useSaveAccount()
  const reach = useQuery({ ...numbersQuery(workspace.id, account?.id ?? '', waba), enabled: state === 'now' && account !== null })
  const choose = (business: string, number: { id: string; number: string; name: string }) => {
    if (!account) return
    save.mutate(
      { id: account.id, account_identifier: number.name || number.number, settings: { ...account.settings, waba_id: business, phone_number_id: number.id } },
      { onSuccess: onDone },
    )
  }
  return (
    <Step n={2} title={t('number.title')} state={state} summary={account?.account_identifier} onOpen={onOpen}>
      {reach.isPending && <div aria-busy="true" className="grid gap-2"><p className="text-sm text-ink-2">{t('number.asking')}</p><Skeleton className="h-16" /><Skeleton className="h-16" /></div>}
      {reach.isError && <Failed what={t('number.failed')} error={reach.error} onRetry={() => void reach.refetch()} />}
      {reach.data && <Missing reach={reach.data} />}
      {reach.data && (
        <NumberList accounts={reach.data.accounts ?? []} chosen={(save.isPending ? save.variables.settings?.phone_number_id : account?.settings?.phone_number_id) ?? ''} busy={save.isPending} onChoose={choose} />
      )}
      {reach.data?.unlisted && <WabaForm onAsk={setWaba} />}
      {reach.data && <div><Button size="sm" variant="quiet" onClick={() => void reach.refetch()} loading={reach.isFetching}>{t('number.again')}</Button></div>}
      {save.error && <Refusal thrown={save.error} shown={[]} />}
    </Step>
  )
}

/** Missing names the permissions that a token lacks, by the provider's own names, and what else it said. */
function Missing({ reach }: { reach: Reach }) {
  const { t } = useTranslation('accounts')
  const missing = reach.missing_permissions ?? []
  if (missing.length === 0 && reach.status === 'active') return null
  return (
    <div role="alert" className="rounded-md bg-warn-soft px-3.5 py-3 text-sm">
      {missing.length > 0 && (
        <>
          <p className="font-semibold">{t('number.missing', { count: missing.length })}</p>
          <ul className="mt-1 flex flex-wrap gap-1.5">{missing.map((one) => <li key={one}><code className="rounded-sm bg-surface px-1.5 py-0.5">{one}</code></li>)}</ul>
        </>
      )}
      {reach.detail && <p className="mt-1">{reach.detail}</p>}
    </div>
  )
}

/** WabaForm asks for the business account where the token names none. */
function WabaForm({ onAsk }: { onAsk: (id: string) => void }) {
  const { t } = useTranslation('accounts')
  const [id, setId] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onAsk(id.replace(/\D/g, ''))
      }}
    >
      <Field label={t('number.waba')} hint={t('number.wabaHint')}>
        {(field) => (
          <div className="flex gap-2">
            <Input {...field} inputMode="numeric" value={id} onChange={(event) => setId(event.target.value)} />
            <Button type="submit" disabled={!/\d/.test(id)}>{t('number.look')}</Button>
          </div>
        )}
      </Field>
    </form>
  )
}
