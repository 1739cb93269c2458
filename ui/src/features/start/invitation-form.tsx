import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { send } from '@/api/http'
import { enter, signOut, type SignedIn } from '@/api/session'
import { putErrors } from '@/app/field-errors'
import { Refusal } from '@/app/refusal'
import { factorOf } from '@/app/sign-in-form'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import type { Invitation } from './invitation'

type Props = { token: string; invitation: Invitation; mine: boolean; other: boolean }

/** What an invitation still wants: nothing, a password, or a name and a password. */
export function InvitationForm({ token, invitation, mine, other }: Props) {
  const { t, i18n } = useTranslation('start')
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<unknown>(null)
  const form = useForm({ defaultValues: { full_name: '', password: '' } })
  const { errors, isSubmitting } = form.formState
  const fresh = !invitation.exists
  const submit = form.handleSubmit(async values => {
    setRefusal(null)
    const body = mine ? {} : fresh ? { ...values, full_name: values.full_name.trim(), locale: i18n.language } : { password: values.password }
    try {
      await enter(await send<SignedIn>('POST', `/auth/invitation/${encodeURIComponent(token)}`, body))
      await navigate('/', { replace: true })
    } catch (thrown) {
      const { error, placed } = putErrors(form, thrown)
      if (factorOf(error.body)) return navigate(`/entrar?de=${encodeURIComponent(`/convite/${token}`)}`) // a code is wanted: come back signed in
      if (!placed) setRefusal(error)
    }
  })
  if (other) {
    return (
      <div className="flex flex-col gap-4">
        <p>{t('invitation.other', { email: invitation.email })}</p>
        <Button size="lg" onClick={() => void signOut()}>{t('invitation.leave')}</Button>
      </div>
    )
  }
  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      <p className="font-semibold">{invitation.email}</p>
      <input type="hidden" autoComplete="username" value={invitation.email} readOnly />
      {!mine && fresh && (
        <Field label={t('name')} error={errors.full_name?.message}>
          {control => <Input {...control} autoComplete="name" autoFocus {...form.register('full_name', { required: t('needName') })} />}
        </Field>
      )}
      {!mine && (
        <Field label={fresh ? t('newPassword') : t('password')} hint={fresh ? t('passwordHint') : undefined} error={errors.password?.message}>
          {control => <Input {...control} type="password" autoComplete={fresh ? 'new-password' : 'current-password'} autoFocus={!fresh} {...form.register('password', { required: t('needPassword'), ...(fresh ? { minLength: { value: 8, message: t('shortPassword') } } : {}) })} />}
        </Field>
      )}
      <Refusal thrown={refusal} />
      <Button type="submit" variant="primary" size="lg" loading={isSubmitting}>{t('invitation.submit')}</Button>
    </form>
  )
}
