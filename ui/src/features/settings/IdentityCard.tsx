import { useTranslation } from 'react-i18next'
import type { WorkspaceRecord } from '@/api/collections'
import { useCan } from '@/api/session'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Select } from '@/ui/Select'
import { useFields } from './form'
import { FormCard } from './FormCard'
import { identitySchema } from './schema'
import { useSaveWorkspace } from './workspace'

/** IdentityCard is what an agency is called, and where, when and in what money it works. */
export function IdentityCard({ workspace }: { workspace: WorkspaceRecord }) {
  const { t } = useTranslation('settings')
  const admin = useCan('admin')
  const save = useSaveWorkspace()
  const form = useFields({ name: workspace.name, timezone: workspace.timezone, locale: workspace.locale || 'pt-BR', currency: workspace.currency, country: workspace.country })
  const error = (name: keyof typeof form.values) => form.wrong[name] ?? save.error?.data[name]?.message
  const submit = () => {
    const read = form.read(identitySchema({ name: t('identity.nameWrong'), zone: t('identity.zoneWrong'), country: t('identity.countryWrong'), currency: t('identity.currencyWrong'), number: '' }))
    if (read) save.mutate(read, { onSuccess: form.kept })
  }
  return (
    <FormCard title={t('identity.title')} may={admin} saving={save.isPending} dirty={form.dirty} error={save.error} shown={Object.keys(form.values)} onSubmit={submit}>
      <Field label={t('identity.name')} hint={t('identity.nameHint')} error={error('name')} className="sm:col-span-2">
        {(field) => <Input {...field} name="name" autoComplete="organization" value={form.values.name} onChange={(event) => form.set('name', event.target.value)} />}
      </Field>
      <Field label={t('identity.zone')} error={error('timezone')}>
        {(field) => <Input {...field} name="timezone" list="zones" autoCapitalize="none" spellCheck={false} value={form.values.timezone} onChange={(event) => form.set('timezone', event.target.value)} />}
      </Field>
      <Field label={t('identity.locale')} hint={t('identity.localeHint')}>
        {(field) => <Select {...field} disabled={!admin} value={form.values.locale} onValueChange={(value) => form.set('locale', value)} options={[{ value: 'pt-BR', label: t('language.pt') }, { value: 'en', label: t('language.en') }]} />}
      </Field>
      <Field label={t('identity.country')} hint={t('identity.countryHint')} error={error('country')}>
        {(field) => <Input {...field} name="country" maxLength={2} autoCapitalize="characters" value={form.values.country} onChange={(event) => form.set('country', event.target.value)} />}
      </Field>
      <Field label={t('identity.currency')} error={error('currency')}>
        {(field) => <Input {...field} name="currency" maxLength={3} autoCapitalize="characters" value={form.values.currency} onChange={(event) => form.set('currency', event.target.value)} />}
      </Field>
      <datalist id="zones">{zones.map((zone) => <option key={zone} value={zone} />)}</datalist>
    </FormCard>
  )
}

// The zones of the Americas and of Portugal come up while one types; any other may be typed out.
const zones = Intl.supportedValuesOf('timeZone').filter((zone) => /^America\/|^Europe\/Lisbon|^Atlantic\//.test(zone))
