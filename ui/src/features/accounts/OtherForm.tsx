import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Card, CardBody } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { platforms, type CredentialName, type Platform, type SettingName } from './platforms'
import { useSaveAccount } from './queries'
import { filled } from './schema'

/** OtherForm connects a platform by its own fields; what is secret goes out once and is never shown again. */
export function OtherForm({ platform, onDone }: { platform: Platform; onDone: () => void }) {
  const { t } = useTranslation('accounts')
  const save = useSaveAccount()
  const [name, setName] = useState('')
  const [secrets, setSecrets] = useState<Record<string, string>>({})
  const [settings, setSettings] = useState<Record<string, string>>({})
  const described = platforms[platform]
  const wrong = save.error?.data ?? {}
  const shown = ['account_identifier', ...described.credentials.map((one) => `credentials.${one}`), ...described.settings.map((one) => `settings.${one}`)]
  const ready = name.trim() !== '' && described.credentials.some((one) => secrets[one])
  return (
    <Card>
      <CardBody>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (ready) save.mutate({ platform, account_identifier: name.trim(), credentials: filled(secrets), settings: filled(settings) }, { onSuccess: onDone })
          }}
        >
          <Field label={t('form.name')} hint={t('form.nameHint')} error={wrong.account_identifier?.message}>
            {(field) => <Input {...field} value={name} maxLength={300} onChange={(event) => setName(event.target.value)} />}
          </Field>
          {described.credentials.map((one: CredentialName) => (
            <Field key={one} label={t(`field.${one}`)} error={wrong[`credentials.${one}`]?.message}>
              {(field) => <Input {...field} type="password" autoComplete="off" spellCheck={false} value={secrets[one] ?? ''} onChange={(event) => setSecrets({ ...secrets, [one]: event.target.value })} />}
            </Field>
          ))}
          {described.settings.map((one: SettingName) => (
            <Field key={one} label={t(`field.${one}`)} aside={t('form.optional')} error={wrong[`settings.${one}`]?.message}>
              {(field) => <Input {...field} value={settings[one] ?? ''} onChange={(event) => setSettings({ ...settings, [one]: event.target.value })} />}
            </Field>
          ))}
          {save.error && <Refusal thrown={save.error} shown={shown} />}
          <div><Button type="submit" variant="primary" loading={save.isPending} disabled={!ready} className="max-md:w-full">{t('form.connect')}</Button></div>
          <p className="text-sm text-ink-3">{t('token.safe')}</p>
        </form>
      </CardBody>
    </Card>
  )
}
