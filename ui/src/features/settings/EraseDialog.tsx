import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { toast } from '@/ui/toast'
import { useErase } from './privacy.queries'
import { sameName, type PersonKey } from './schema'

type Props = { open: boolean; onClose: () => void; person: PersonKey; name: string; onErased: () => void }

/** EraseDialog erases only when the person's name was typed: nothing brings them back. */
export function EraseDialog({ open, onClose, person, name, onErased }: Props) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const erase = useErase()
  const [typed, setTyped] = useState('')
  const same = sameName(typed, name)
  const act = () =>
    erase.mutate(person, {
      onSuccess: (done) => {
        const rows = Object.values(done.erased ?? {}).reduce((sum, n) => sum + n, 0)
        toast(t('erase.done', { count: rows }), { tone: 'ok' })
        setTyped('')
        onClose()
        onErased()
      },
    })
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => { if (!next) onClose() }}
      title={t('erase.title', { name })}
      description={t('erase.text')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" disabled={!same} loading={erase.isPending} onClick={act}>{t('erase.act')}</Button>
        </>
      }
    >
      <form className="grid gap-3" onSubmit={(event) => { event.preventDefault(); if (same) act() }}>
        <Field label={t('erase.label', { name })}>
          {(field) => <Input {...field} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
        {erase.error && <Refusal thrown={erase.error} shown={[]} />}
      </form>
    </Dialog>
  )
}
