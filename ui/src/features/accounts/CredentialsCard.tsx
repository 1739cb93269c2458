import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { toast } from '@/ui/toast'
import { platforms, type CredentialName, type Platform } from './platforms'
import { useSaveAccount } from './queries'
import { filled, type Account } from './schema'

/** CredentialsCard replaces keys. What is left empty stays as it is; nothing kept is ever shown. */
export function CredentialsCard({ account, platform }: { account: Account; platform: Platform }) {
  const { t } = useTranslation('accounts')
  const save = useSaveAccount()
  const [open, setOpen] = useState(account.status === 'expired')
  const [name, setName] = useState(account.account_identifier)
  const [secrets, setSecrets] = useState<Record<string, string>>({})
  const names: readonly CredentialName[] = platforms[platform].credentials
  const submit = () =>
    save.mutate({ id: account.id, account_identifier: name.trim(), credentials: filled(secrets) }, { onSuccess: () => { setSecrets({}); setOpen(false); toast(t('keys.saved')) } })
  return (
    <Card>
      <CardHead title={t('keys.title')} actions={!open && <Button size="sm" onClick={() => setOpen(true)}>{t('keys.change')}</Button>} />
      <CardBody>
        <p className="text-sm text-ink-2">{t('keys.text')}</p>
        {open && (
          <form className="mt-4 grid gap-4" onSubmit={(event) => { event.preventDefault(); submit() }}>
            <Field label={t('form.name')} error={save.error?.data.account_identifier?.message}>
              {(field) => <Input {...field} value={name} maxLength={300} onChange={(event) => setName(event.target.value)} />}
            </Field>
            {names.map((one) => (
              <Field key={one} label={t(`field.${one}`)} error={save.error?.data[`credentials.${one}`]?.message}>
                {(field) => <Input {...field} type="password" autoComplete="off" spellCheck={false} placeholder={t('keys.keep')} value={secrets[one] ?? ''} onChange={(event) => setSecrets({ ...secrets, [one]: event.target.value })} />}
              </Field>
            ))}
            {save.error && <Refusal thrown={save.error} shown={['account_identifier', ...names.map((one) => `credentials.${one}`)]} />}
            <div className="flex gap-2">
              <Button type="submit" variant="primary" loading={save.isPending} disabled={!name.trim()}>{t('keys.save')}</Button>
              <Button variant="quiet" onClick={() => setOpen(false)}>{t('keys.cancel')}</Button>
            </div>
          </form>
        )}
      </CardBody>
    </Card>
  )
}
