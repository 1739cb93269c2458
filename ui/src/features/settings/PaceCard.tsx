import { useTranslation } from 'react-i18next'
import type { WorkspaceRecord } from '@/api/collections'
import { useCan } from '@/api/session'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { useFields } from './form'
import { FormCard } from './FormCard'
import { paceSchema } from './schema'
import { useSaveWorkspace } from './workspace'

const names = ['cooldown_hours', 'assisted_per_day', 'assisted_gap_s', 'retention_days'] as const
// What holds where nothing is set.
const usual = { cooldown_hours: '168', assisted_per_day: '40', assisted_gap_s: '90', retention_days: '' }

/** PaceCard is how often somebody is written to, how fast a person sends by hand, and how long people are kept. */
export function PaceCard({ workspace }: { workspace: WorkspaceRecord }) {
  const { t } = useTranslation('settings')
  const admin = useCan('admin')
  const save = useSaveWorkspace()
  const said = (name: string) => String(workspace.limits?.[name] ?? '')
  const form = useFields({
    cooldown_hours: said('cooldown_hours'), assisted_per_day: said('assisted_per_day'), assisted_gap_s: said('assisted_gap_s'),
    retention_days: workspace.retention_days > 0 ? String(workspace.retention_days) : '',
  })
  const submit = () => {
    const read = form.read(paceSchema({ number: t('pace.number') }))
    if (!read) return
    const { retention_days, ...limits } = read
    const set = Object.fromEntries(Object.entries(limits).filter((entry): entry is [string, number] => entry[1] !== null))
    save.mutate({ limits: set, retention_days: retention_days ?? 0 }, { onSuccess: form.kept })
  }
  return (
    <FormCard title={t('pace.title')} text={t('pace.text')} may={admin} saving={save.isPending} dirty={form.dirty} error={save.error} shown={[...names.map((name) => `limits.${name}`), 'retention_days']} onSubmit={submit}>
      {names.map((name) => (
        <Field key={name} label={t(`pace.${name}`)} hint={t(`pace.${name}Hint`)} error={form.wrong[name] ?? save.error?.data[name === 'retention_days' ? name : `limits.${name}`]?.message}>
          {(field) => <Input {...field} name={name} inputMode="numeric" placeholder={usual[name]} value={form.values[name]} onChange={(event) => form.set(name, event.target.value)} />}
        </Field>
      ))}
    </FormCard>
  )
}
