import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReason } from '@/api/reason'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Textarea } from '@/ui/Textarea'
import { useEdit } from '../queries'
import type { Draft } from '../types'

/** A text being changed where it stands. What the server refuses stands under it. */
export function Editor({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const say = useReason()
  const [text, setText] = useState(draft.content)
  const [empty, setEmpty] = useState(false)
  const edit = useEdit()
  const save = () => {
    setEmpty(text.trim() === '')
    if (text.trim() === '') return
    if (text === draft.content) return onClose()
    edit.mutate({ id: draft.id, content: text }, { onSuccess: onClose })
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
  }
  const refusal = edit.error && (edit.error.data['content']?.message ?? (edit.error.reasons[0] ? say(edit.error.reasons[0]) : edit.error.status === 0 ? common('offlineAct') : edit.error.message))
  return (
    <form onSubmit={event => { event.preventDefault(); save() }}>
      <Field label={t('edit.label')} hint={t('edit.hint')} error={empty ? t('edit.empty') : refusal || undefined}>
        {props => <Textarea {...props} grow autoFocus rows={6} value={text} onChange={event => setText(event.target.value)} onKeyDown={onKey} />}
      </Field>
      <div className="mt-3 flex justify-end gap-2">
        <Button variant="quiet" onClick={onClose}>{common('cancel')}</Button>
        <Button variant="primary" type="submit" loading={edit.isPending}>{t('act.save')}</Button>
      </div>
    </form>
  )
}
