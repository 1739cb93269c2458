import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { pb } from '@/api/pb'
import { putErrors } from '@/app/field-errors'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Frame } from './frame'

/** Sets a new password by the link of a letter. */
export function Component() {
  const { t } = useTranslation('start')
  const { token = '' } = useParams()
  const [phase, setPhase] = useState<'asking' | 'done' | 'stale'>('asking')
  const form = useForm({ defaultValues: { password: '' } })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await pb.collection('users').confirmPasswordReset(token, password, password)
      setPhase('done')
    } catch (thrown) {
      const { error, placed } = putErrors(form, thrown)
      if (!placed) {
        if (error.status === 400) setPhase('stale')
        else form.setError('password', { message: error.message })
      }
    }
  })
  if (phase === 'done') return <Frame title={t('reset.doneTitle')} text={t('reset.doneText')}><Button asChild variant="primary" size="lg"><Link to="/entrar">{t('goSignIn')}</Link></Button></Frame>
  if (phase === 'stale') return <Frame title={t('reset.staleTitle')} text={t('reset.staleText')}><Button asChild size="lg"><Link to="/senha">{t('ask.submit')}</Link></Button></Frame>
  return (
    <Frame title={t('reset.title')} text={t('reset.text')}>
      <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
        <Field label={t('newPassword')} hint={t('passwordHint')} error={errors.password?.message}>
          {control => <Input {...control} type="password" autoComplete="new-password" autoFocus {...form.register('password', { required: t('needPassword'), minLength: { value: 8, message: t('shortPassword') } })} />}
        </Field>
        <Button type="submit" variant="primary" size="lg" loading={isSubmitting}>{t('reset.submit')}</Button>
      </form>
    </Frame>
  )
}
