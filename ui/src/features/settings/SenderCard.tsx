import { useTranslation } from 'react-i18next'
import type { WorkspaceRecord } from '@/api/collections'
import { useCan } from '@/api/session'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { useFields } from './form'
import { FormCard } from './FormCard'
import { senderSchema } from './schema'
import { useSaveWorkspace } from './workspace'

const names = ['legal_name', 'privacy_contact', 'address'] as const

/** SenderCard is who signs: what people are told of whoever writes to them. */
export function SenderCard({ workspace }: { workspace: WorkspaceRecord }) {
  const { t } = useTranslation('settings')
  const admin = useCan('admin')
  const save = useSaveWorkspace()
  const said = (name: string) => String(workspace.sender?.[name] ?? '')
  const form = useFields({ legal_name: said('legal_name'), privacy_contact: said('privacy_contact'), address: said('address') })
  const submit = () => {
    const read = form.read(senderSchema)
    if (read) save.mutate({ sender: { ...(workspace.sender as Record<string, string> | null), ...read } }, { onSuccess: form.kept })
  }
  return (
    <FormCard title={t('sender.title')} text={t('sender.text')} may={admin} saving={save.isPending} dirty={form.dirty} error={save.error} shown={names.map((name) => `sender.${name}`)} onSubmit={submit}>
      {names.map((name) => (
        <Field key={name} label={t(`sender.${name}`)} hint={t(`sender.${name}Hint`)} error={form.wrong[name] ?? save.error?.data[`sender.${name}`]?.message} className={name === 'address' ? 'sm:col-span-2' : ''}>
          {(field) => <Input {...field} name={name} value={form.values[name]} onChange={(event) => form.set(name, event.target.value)} />}
        </Field>
      ))}
    </FormCard>
  )
}
