import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { useSaveAccount } from './queries'
import type { Account } from './schema'
import { Step, type StepState } from './Step'

type Props = { state: StepState; account: Account | null; onOpen: () => void; onDone: (id: string) => void }

/** TokenStep takes token and secret, and keeps them: from then on only the server has them. */
export function TokenStep({ state, account, onOpen, onDone }: Props) {
  const { t } = useTranslation('accounts')
  const save = useSaveAccount()
  const [token, setToken] = useState('')
  const [secret, setSecret] = useState('')
  const wrong = save.error?.data ?? {}
  const ready = token.trim() !== '' && secret.trim() !== ''
  const verify = () =>
    save.mutate(
      { id: account?.id, platform: 'whatsapp', ...(account ? {} : { account_identifier: t('token.name') }), credentials: { access_token: token.trim(), app_secret: secret.trim() } },
      { onSuccess: (saved) => { setToken(''); setSecret(''); onDone(saved.id) } },
    )
  return (
    <Step n={1} title={t('token.title')} state={state} summary={t('token.kept')} onOpen={onOpen}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) verify()
        }}
      >
        <Field label={t('token.token')} hint={t('token.tokenHint')} error={wrong['credentials.access_token']?.message}>
          {(field) => <Input {...field} type="password" autoFocus autoComplete="off" spellCheck={false} value={token} onChange={(event) => setToken(event.target.value)} />}
        </Field>
        <Field label={t('token.secret')} hint={t('token.secretHint')} error={wrong['credentials.app_secret']?.message}>
          {(field) => <Input {...field} type="password" autoComplete="off" spellCheck={false} value={secret} onChange={(event) => setSecret(event.target.value)} />}
        </Field>
        {save.error && <Refusal thrown={save.error} shown={['credentials.access_token', 'credentials.app_secret']} />}
        <div>
          <Button type="submit" variant="primary" loading={save.isPending} disabled={!ready} className="max-md:w-full">{t('token.act')}</Button>
        </div>
        <p className="text-sm text-ink-3">{t('token.safe')}</p>
      </form>
    </Step>
  )
}
