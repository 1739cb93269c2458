import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { asApiError } from '@/api/http'
import { pb } from '@/api/pb'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Frame } from './frame'

/** Asks for a link to a new password. The answer is the same whether the address is known or not. */
export function Component() {
  const { t } = useTranslation('start')
  const [sent, setSent] = useState('')
  const [refusal, setRefusal] = useState<unknown>(null)
  const form = useForm({ defaultValues: { email: '' } })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ email }) => {
    setRefusal(null)
    try {
      await pb.collection('users').requestPasswordReset(email.trim())
      setSent(email.trim())
    } catch (thrown) {
      setRefusal(asApiError(thrown))
    }
  })
  const back = <Button asChild variant="quiet"><Link to="/entrar">{t('goSignIn')}</Link></Button>
  if (sent) return <Frame title={t('ask.sentTitle')} text={t('ask.sentText', { email: sent })}>{back}</Frame>
  return (
    <Frame title={t('ask.title')} text={t('ask.text')}>
      <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
        <Field label={t('email')} error={errors.email?.message}>
          {control => <Input {...control} type="email" autoComplete="username" autoFocus {...form.register('email', { required: t('needEmail') })} />}
        </Field>
        <Refusal thrown={refusal} />
        <Button type="submit" variant="primary" size="lg" loading={isSubmitting}>{t('ask.submit')}</Button>
        {back}
      </form>
    </Frame>
  )
}
