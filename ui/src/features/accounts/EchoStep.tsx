import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { EchoState } from './EchoState'
import { echoQuery, useEcho } from './queries'
import type { Account } from './schema'
import { Step, type StepState } from './Step'
import { rememberedNumber, rememberNumber } from './ownNumber'

type Props = { state: StepState; account: Account | null; onDone: () => void }

/** EchoStep sends one message to a number of one's own. It is green only when something of it has come back. */
export function EchoStep({ state, account, onDone }: Props) {
  const { t } = useTranslation('accounts')
  const { workspace } = useSession()
  const [to, setTo] = useState(rememberedNumber)
  const send = useEcho(account?.id ?? '')
  const echo = useQuery({ ...echoQuery(workspace.id, account?.id ?? ''), enabled: state === 'now' && account !== null })
  const green = echo.data?.green === true
  return (
    <Step n={4} title={t('echo.title')} state={state}>
      <p className="max-w-[64ch] text-ink-2">{t('echo.text')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          rememberNumber(to)
          send.mutate(to.trim())
        }}
      >
        <Field label={t('echo.to')} hint={t('echo.toHint')} error={send.error?.data.to?.message}>
          {(field) => (
            <div className="flex flex-wrap gap-2">
              <Input {...field} type="tel" autoComplete="tel" className="min-w-[200px] flex-1" value={to} onChange={(event) => setTo(event.target.value)} />
              <Button type="submit" variant={green ? 'secondary' : 'primary'} loading={send.isPending} disabled={to.trim().length < 4} className="max-md:w-full">{t('echo.act')}</Button>
            </div>
          )}
        </Field>
      </form>
      {send.error && <Refusal thrown={send.error} shown={['to']} />}
      {echo.data && echo.data.state !== 'none' && <EchoState echo={echo.data} looking={echo.isFetching} onLook={() => void echo.refetch()} />}
      {green && <div><Button variant="primary" onClick={onDone} className="max-md:w-full">{t('echo.done')}</Button></div>}
    </Step>
  )
}
