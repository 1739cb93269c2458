import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkspaceRecord } from '@/api/collections'
import { useCan } from '@/api/session'
import { useFormat } from '@/format'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Meter } from '@/ui/Meter'
import { monthQuery } from './alerts.queries'
import { useFields } from './form'
import { FormCard } from './FormCard'
import { microsOf } from './schema'
import { useSaveWorkspace } from './workspace'

const names = ['send_budget_micros', 'llm_budget_micros'] as const
type Name = (typeof names)[number]

/** textOf writes a budget as somebody would type it; none is nothing. */
function textOf(micros: number, locale: string): string {
  return micros > 0 ? new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false }).format(micros / 1e6) : ''
}

/** BudgetCard is what a month may cost at most: past that nothing more goes out. */
export function BudgetCard({ workspace }: { workspace: WorkspaceRecord }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const admin = useCan('admin')
  const save = useSaveWorkspace()
  const today = format.dayKey(new Date())
  const cost = useQuery(monthQuery(workspace.id, `${today.slice(0, 7)}-01`, today))
  const form = useFields({ send_budget_micros: textOf(workspace.send_budget_micros, format.locale), llm_budget_micros: textOf(workspace.llm_budget_micros, format.locale) })
  const [wrong, setWrong] = useState<Partial<Record<Name, string>>>({})
  const submit = () => {
    const read = names.map((name) => [name, microsOf(form.values[name])] as const)
    setWrong(Object.fromEntries(read.filter(([, micros]) => micros === null).map(([name]) => [name, t('budget.wrong')])))
    if (read.every(([, micros]) => micros !== null)) save.mutate(Object.fromEntries(read) as Record<Name, number>, { onSuccess: form.kept })
  }
  const spent = cost.data?.total_micros ?? 0
  const limit = workspace.send_budget_micros
  return (
    <FormCard title={t('budget.title')} text={t('budget.text')} may={admin} saving={save.isPending} dirty={form.dirty} error={save.error} shown={[...names]} onSubmit={submit}>
      <div className="sm:col-span-2">
        {limit > 0 ? (
          <Meter value={spent} max={limit} tone={spent >= limit ? 'bad' : spent >= limit * 0.8 ? 'warn' : 'primary'} label={t('budget.spent')} shown={t('budget.of', { spent: format.micros(spent), limit: format.micros(limit) })} />
        ) : (
          <p className="tabular-nums">{t('budget.soFar', { spent: format.micros(spent) })}</p>
        )}
      </div>
      {names.map((name) => (
        <Field key={name} label={t(`budget.${name}`, { currency: workspace.currency })} hint={t(`budget.${name}Hint`)} error={wrong[name] ?? save.error?.data[name]?.message}>
          {(field) => <Input {...field} name={name} inputMode="decimal" placeholder={t('budget.none')} value={form.values[name]} onChange={(event) => form.set(name, event.target.value)} />}
        </Field>
      ))}
    </FormCard>
  )
}
