import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { announce } from '@/app/announce'
import { putErrors } from '@/app/field-errors'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Textarea } from '@/ui/Textarea'
import type { Judging } from '../judging'
import { editSchema } from '../schema'
import type { Draft } from '../types'

/** A text in edit, in the place of the text. What somebody else changes meanwhile overwrites nothing. */
export function Editor({ draft, saving, close }: { draft: Draft; saving: Judging['saving']; close: () => void }) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const form = useForm({ resolver: zodResolver(editSchema), defaultValues: { content: draft.content } })
  const { errors } = form.formState
  const box = useRef<HTMLTextAreaElement | null>(null)
  const begun = useRef(draft.content_hash)
  useEffect(() => {
    box.current?.focus()
    box.current?.setSelectionRange(box.current.value.length, box.current.value.length)
  }, [])

  const save = form.handleSubmit(async ({ content }) => {
    try {
      await saving.mutateAsync({ id: draft.id, content })
      announce(t('editor.saved'))
      close()
    } catch (thrown) {
      putErrors(form, thrown)
    }
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
  }
  const { ref, ...field } = form.register('content')
  const elsewhere = draft.content_hash !== begun.current && !saving.isPending && !saving.isSuccess
  const theirs = () => {
    begun.current = draft.content_hash
    form.reset({ content: draft.content })
  }
  return (
    <form className="mt-4 flex flex-col gap-3" onSubmit={event => void save(event)} noValidate>
      {elsewhere && (
        <p role="status" className="flex flex-wrap items-center gap-2 rounded-md bg-info-soft px-3 py-2 text-sm text-info-ink">
          <span className="flex-1">{t('editor.changed')}</span>
          <Button size="sm" variant="quiet" onClick={theirs}>{common('see')}</Button>
        </p>
      )}
      <Field label={t('editor.label', { name: draft.expand?.prospect?.name ?? '' })} hint={t('editor.hint')}
        error={errors.content && (errors.content.type === 'server' ? errors.content.message : t('editor.empty'))}>
        {props => <Textarea {...props} {...field} onKeyDown={onKeyDown} ref={node => { ref(node); box.current = node }} rows={8} className="field-sizing-content min-h-40 max-h-[50dvh]" />}
      </Field>
      {!errors.content && saving.isError && <Refusal thrown={saving.error} />}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={close}>{common('cancel')}</Button>
        <Button variant="primary" type="submit" loading={saving.isPending}>{t('editor.save')}</Button>
      </div>
    </form>
  )
}
