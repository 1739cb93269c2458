import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setTheme, usePreferences, type Theme } from '@/app/preferences'
import { useSession } from '@/api/session'
import { setLanguage, type Language } from '@/i18n'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { PageHead } from '@/ui/PageHead'
import { Switch } from '@/ui/Switch'
import { useFactor, useSaveMe } from './you.queries'

const themes: Theme[] = ['system', 'light', 'dark']

/** Component is oneself: name, language, look, keys, and how one signs in. */
export function Component() {
  const { t } = useTranslation('settings')
  const { record, signOut } = useSession()
  return (
    <>
      <PageHead title={t('section.voce')} meta={record.email} actions={<Button onClick={() => void signOut()}>{t('you.signOut')}</Button>} />
      <div className="grid gap-4">
        <NameCard />
        <LookCard />
        <FactorCard />
      </div>
    </>
  )
}

function NameCard() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const { record } = useSession()
  const save = useSaveMe()
  const [name, setName] = useState(record.full_name)
  return (
    <Card>
      <CardHead title={t('you.who')} />
      <CardBody>
        <form className="flex flex-wrap items-end gap-2" onSubmit={(event) => { event.preventDefault(); save.mutate({ full_name: name.trim() }) }}>
          <Field label={t('you.name')} className="min-w-[220px] flex-1">
            {(field) => <Input {...field} autoComplete="name" maxLength={300} value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === record.full_name}>{common('save')}</Button>
        </form>
      </CardBody>
    </Card>
  )
}

function LookCard() {
  const { t, i18n } = useTranslation('settings')
  const { theme, oneLetterKeys } = usePreferences()
  const save = useSaveMe()
  const speak = (language: Language) => {
    usePreferences.setState({ language })
    void setLanguage(language).then(() => save.mutate({ locale: language }))
  }
  return (
    <Card>
      <CardHead title={t('you.look')} />
      <CardBody className="grid gap-4">
        <div>
          <p id="language" className="mb-1.5 text-sm font-semibold">{t('you.language')}</p>
          <div role="group" aria-labelledby="language" className="flex flex-wrap gap-2">
            <Chip selected={i18n.language === 'pt-BR'} onClick={() => speak('pt-BR')}>{t('language.pt')}</Chip>
            <Chip selected={i18n.language === 'en'} onClick={() => speak('en')}>{t('language.en')}</Chip>
          </div>
        </div>
        <div>
          <p id="theme" className="mb-1.5 text-sm font-semibold">{t('you.theme')}</p>
          <div role="group" aria-labelledby="theme" className="flex flex-wrap gap-2">
            {themes.map((one) => <Chip key={one} selected={theme === one} onClick={() => setTheme(one)}>{t(`theme.${one}`)}</Chip>)}
          </div>
        </div>
        <Switch checked={oneLetterKeys} onCheckedChange={(on) => usePreferences.setState({ oneLetterKeys: on })} label={t('you.keys')} hint={t('you.keysHint')} />
      </CardBody>
    </Card>
  )
}

function FactorCard() {
  const { t } = useTranslation('settings')
  const { record } = useSession()
  const factor = useFactor()
  const otp = Boolean((record as { otp?: boolean }).otp)
  return (
    <Card>
      <CardHead title={t('you.signIn')} />
      <CardBody className="grid gap-3">
        <Switch checked={record.mfa} disabled={factor.isPending} onCheckedChange={(mfa) => factor.mutate({ mfa })} label={t('you.mfa')} hint={t('you.mfaHint')} />
        <Switch checked={otp} disabled={factor.isPending} onCheckedChange={(on) => factor.mutate({ otp: on })} label={t('you.otp')} hint={t('you.otpHint')} />
      </CardBody>
    </Card>
  )
}
