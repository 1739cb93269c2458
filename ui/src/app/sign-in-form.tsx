import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError, send } from '@/api/http'
import type { SignedIn } from '@/api/session'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { CodeForm } from './code-form'
import { usePlainForm } from './plain-form'
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
  const [given, setGiven] = useState({ email: '', password: '' })

  const signIn = async (values: { email: string; password: string }) => {
    setRefusal(null)
    setGiven(values)
    try {
      await onDone(await send<SignedIn>('POST', '/auth/login', values))
    } catch (thrown) {
      const error = asApiError(thrown)
      const wanted = factorOf(error.body)
      if (error.status === 401 && wanted?.otp_id) setFactor(wanted)
      else if (error.status === 400) return { password: t('signIn.wrong') }
      else setRefusal(error)
    }
    return undefined
  }
  const { errors, busy, ...form } = usePlainForm({ email: t('signIn.needEmail'), password: t('signIn.needPassword') }, signIn)

  if (factor) return <CodeForm factor={factor} email={given.email} onDone={onDone} onAgain={async () => { await signIn(given) }} onBack={() => setFactor(null)} />
  return (
    <form noValidate {...form} className="flex flex-col gap-4">
      {email ? (
        <>
          <p className="font-semibold">{email}</p>
          <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
        </>
      ) : (
        <Field label={t('signIn.email')} error={errors.email}>
          {control => <Input {...control} type="email" autoComplete="username" inputMode="email" autoCapitalize="none" autoFocus name="email" />}
        </Field>
      )}
      <Field label={t('signIn.password')} error={errors.password}>
        {control => <Input {...control} type="password" autoComplete="current-password" autoFocus={email !== undefined} name="password" />}
      </Field>
      <Refusal thrown={refusal} />
      <Button type="submit" variant="primary" size="lg" loading={busy}>{t('signIn.submit')}</Button>
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
