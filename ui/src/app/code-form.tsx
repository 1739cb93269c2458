import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError, send } from '@/api/http'
import type { SignedIn } from '@/api/session'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { usePlainForm } from './plain-form'
import { Refusal } from './refusal'
import type { Factor } from './sign-in-form'

type Props = { factor: Factor; email: string; onDone: (signedIn: SignedIn) => Promise<void> | void; onAgain: () => Promise<void>; onBack: () => void }

/** CodeForm asks for the code that was mailed. */
export function CodeForm({ factor, email, onDone, onAgain, onBack }: Props) {
  const { t } = useTranslation('shell')
  const common = useTranslation('common').t
  const [refusal, setRefusal] = useState<unknown>(null)
  const [again, setAgain] = useState(false)
  const { errors, busy, ...form } = usePlainForm({ otp: t('signIn.needCode') }, async ({ otp }) => {
    setRefusal(null)
    try {
      await onDone(await send<SignedIn>('POST', '/auth/login', { ...factor, otp: otp.replace(/\s/g, '') }))
    } catch (thrown) {
      const error = asApiError(thrown)
      if (error.status === 400 || error.status === 401) return { otp: t('signIn.wrongCode') }
      setRefusal(error)
    }
    return undefined
  })
  return (
    <form noValidate {...form} className="flex flex-col gap-4">
      <p className="text-ink-2">{t('signIn.codeSent', { email })}</p>
      <Field label={t('signIn.code')} error={errors.otp}>
        {control => <Input {...control} inputMode="numeric" autoComplete="one-time-code" autoFocus className="tracking-[0.2em] tabular-nums" name="otp" />}
      </Field>
      <Refusal thrown={refusal} />
      <Button type="submit" variant="primary" size="lg" loading={busy}>{t('signIn.submit')}</Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="quiet" onClick={onBack}>{common('back')}</Button>
        <Button variant="quiet" loading={again} onClick={() => { setAgain(true); void onAgain().finally(() => setAgain(false)) }}>{t('signIn.sendAgain')}</Button>
      </div>
    </form>
  )
}
