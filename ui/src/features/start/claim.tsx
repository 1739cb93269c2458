import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { asApiError, send } from '@/api/http'
import { enter, type SignedIn } from '@/api/session'
import { putErrors } from '@/app/field-errors'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Frame } from './frame'
import { Stale } from './stale'

/** The first access to a new server: a password, Enter. */
export function Component() {
  const { t } = useTranslation('start')
  const { token = '' } = useParams()
  const state = useQuery({ queryKey: ['claim', token], queryFn: () => send<{ email: string }>('GET', `/auth/claim/${encodeURIComponent(token)}`), retry: false })
  if (state.isPending) return <Frame title={t('claim.title')} />
  if (state.error) return <Stale title={t('claim.staleTitle')} unknown={t('claim.unknown')} thrown={asApiError(state.error)} />
  return <Frame title={t('claim.title')} text={t('claim.text')}><ClaimForm token={token} email={state.data.email} /></Frame>
}

function ClaimForm({ token, email }: { token: string; email: string }) {
  const { t, i18n } = useTranslation('start')
  const common = useTranslation('common').t
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<unknown>(null)
  const form = useForm({ defaultValues: { email: '', password: '', full_name: '' } })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async values => {
    setRefusal(null)
    try {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      await enter(await send<SignedIn>('POST', '/auth/claim', {
        token, password: values.password, full_name: values.full_name.trim(), locale: i18n.language, timezone: timeZone || 'America/Sao_Paulo',
        ...(email ? {} : { email: values.email.trim() }),
      }))
      await navigate('/comece', { replace: true })
    } catch (thrown) {
      const { error, placed } = putErrors(form, thrown)
      if (!placed) setRefusal(error)
    }
  })
  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {email ? (
        <>
          <p><span className="text-ink-2">{t('email')}</span>{' '}<b className="font-semibold">{email}</b></p>
          <input type="hidden" autoComplete="username" value={email} readOnly />
        </>
      ) : (
        <Field label={t('email')} error={errors.email?.message}>
          {control => <Input {...control} type="email" autoComplete="username" autoFocus {...form.register('email', { required: t('needEmail') })} />}
        </Field>
      )}
      <Field label={t('newPassword')} hint={t('passwordHint')} error={errors.password?.message}>
        {control => <Input {...control} type="password" autoComplete="new-password" autoFocus={email !== ''} {...form.register('password', { required: t('needPassword'), minLength: { value: 8, message: t('shortPassword') } })} />}
      </Field>
      <Field label={t('name')} aside={common('optional')} error={errors.full_name?.message}>
        {control => <Input {...control} autoComplete="name" {...form.register('full_name')} />}
      </Field>
      <Refusal thrown={refusal} />
      <Button type="submit" variant="primary" size="lg" loading={isSubmitting}>{t('claim.submit')}</Button>
    </form>
  )
}
