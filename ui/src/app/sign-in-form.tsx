import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { asApiError, send } from '@/api/http'
import type { SignedIn } from '@/api/session'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { CodeForm } from './code-form'
import { Refusal } from './refusal'

type Props = {
  /** Of whom is known; it is not asked again. */
  email?: string
  onDone: (signedIn: SignedIn) => Promise<void> | void
  /** Below the password: the way to a new one. */
  aside?: React.ReactNode
}

export type Factor = { mfa_id: string; otp_id: string }

/** SignInForm asks for e-mail and password, and for the mailed code where a second factor is wanted. */
export function SignInForm({ email, onDone, aside }: Props) {
  const { t } = useTranslation('shell')
  const [factor, setFactor] = useState<Factor | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const form = useForm({ defaultValues: { email: email ?? '', password: '' } })
  const { errors, isSubmitting } = form.formState

  const submit = async () => {
    setRefusal(null)
    const { email: address, password } = form.getValues()
    try {
      await onDone(await send<SignedIn>('POST', '/auth/login', { email: address.trim(), password }))
    } catch (thrown) {
      const error = asApiError(thrown)
      const wanted = factorOf(error.body)
      if (error.status === 401 && wanted) {
        if (wanted.otp_id) return setFactor(wanted)
        return setRefusal(error)
      }
      if (error.status === 400) {
        form.setError('password', { message: t('signIn.wrong') }, { shouldFocus: true })
        return
      }
      setRefusal(error)
    }
  }

  if (factor) return <CodeForm factor={factor} email={form.getValues().email} onDone={onDone} onAgain={submit} onBack={() => setFactor(null)} />
  return (
    <form noValidate onSubmit={event => void form.handleSubmit(submit)(event)} className="flex flex-col gap-4">
      {email ? (
        <>
          <p className="font-semibold">{email}</p>
          <input type="hidden" autoComplete="username" {...form.register('email')} />
        </>
      ) : (
        <Field label={t('signIn.email')} error={errors.email?.message}>
          {control => <Input {...control} type="email" autoComplete="username" inputMode="email" autoCapitalize="none" autoFocus {...form.register('email', { required: t('signIn.needEmail') })} />}
        </Field>
      )}
      <Field label={t('signIn.password')} error={errors.password?.message}>
        {control => <Input {...control} type="password" autoComplete="current-password" autoFocus={email !== undefined} {...form.register('password', { required: t('signIn.needPassword') })} />}
      </Field>
      <Refusal thrown={refusal} />
      <Button type="submit" variant="primary" size="lg" loading={isSubmitting}>{t('signIn.submit')}</Button>
      {aside}
    </form>
  )
}

/** factorOf reads the second factor that a 401 asks for. */
export function factorOf(body: unknown): Factor | null {
  if (typeof body !== 'object' || body === null || !('mfa_id' in body)) return null
  const said = body as Partial<Factor>
  return said.mfa_id ? { mfa_id: said.mfa_id, otp_id: said.otp_id ?? '' } : null
}
