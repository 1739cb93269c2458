import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { contactsOf, useSuppress } from '../acts'
import type { Person, Talk } from '../types'

type SuppressDialogProps = { open: boolean; onClose: () => void; person: Person; talk: Talk | null | undefined }

/** Names what is blocked before it is, since nothing here takes it back. */
export function SuppressDialog({ open, onClose, person, talk }: SuppressDialogProps) {
  const { t } = useTranslation('inbox')
  const { t: c } = useTranslation('common')
  const { phone } = useFormat()
  const suppress = useSuppress(person, talk, onClose)
  const contacts = contactsOf(person)
  return (
    <Dialog
      open={open} onOpenChange={onClose} title={t('suppress.title', { name: person.name })} description={contacts.length > 0 ? t('suppress.text') : t('suppress.none')} closeLabel={c('close')}
      footer={<><Button onClick={onClose}>{c('cancel')}</Button>{contacts.length > 0 && <Button variant="danger" loading={suppress.isPending} onClick={() => suppress.mutate()}>{t('suppress.act')}</Button>}</>}
    >
      <ul className="space-y-1 tabular-nums">
        {contacts.map(({ kind, value }) => <li key={value} className="rounded-md bg-sunken px-3 py-2">{kind === 'phone' ? phone(value) : kind === 'username' ? `@${value}` : value}</li>)}
      </ul>
    </Dialog>
  )
}
