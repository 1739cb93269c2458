import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import { Textarea } from '@/ui/Textarea'
import { usePaste } from '../acts'
import type { Message, Person } from '../types'
import { lastHeardOn } from '../window'

const channels = ['whatsapp', 'instagram', 'email'] as const
type PasteDialogProps = { open: boolean; onClose: () => void; person: Person; messages: Message[] | undefined }

/** Takes over what a person wrote elsewhere. */
export function PasteDialog({ open, onClose, person, messages }: PasteDialogProps) {
  const { t } = useTranslation('inbox')
  const { t: c } = useTranslation('common')
  const [content, setContent] = useState('')
  const [empty, setEmpty] = useState(false)
  const used = lastHeardOn(messages) || messages?.[0]?.channel
  const [picked, setPicked] = useState<(typeof channels)[number]>()
  const channel = picked ?? channels.find(name => name === used) ?? 'whatsapp'
  const key = useRef(crypto.randomUUID())
  const paste = usePaste(person, () => {
    key.current = crypto.randomUUID()
    setContent('')
    onClose()
  })
  const save = () => {
    setEmpty(content.trim() === '')
    if (content.trim() !== '') paste.mutate({ content: content.trim(), channel, key: key.current })
  }
  return (
    <Dialog
      open={open} onOpenChange={onClose} title={t('paste.title')} description={t('paste.text')} closeLabel={c('close')}
      footer={<><Button onClick={onClose}>{c('cancel')}</Button><Button variant="primary" loading={paste.isPending} onClick={save}>{t('paste.save')}</Button></>}
    >
      <Field label={t('paste.content')} error={empty ? t('paste.empty') : paste.error?.data.content?.message}>
        {control => <Textarea {...control} rows={5} value={content} onChange={event => { setContent(event.target.value); setEmpty(false) }} />}
      </Field>
      <div role="group" aria-label={t('paste.channel')} className="mt-3 flex flex-wrap items-center gap-2">
        <span aria-hidden="true" className="text-sm font-semibold">{t('paste.channel')}</span>
        {channels.map(name => <Chip key={name} selected={name === channel} onClick={() => setPicked(name)}>{c(`channel.${name}`)}</Chip>)}
      </div>
    </Dialog>
  )
}
