import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { Refusal } from '@/app/refusal'
import { useOnline } from '@/app/online'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Textarea } from '@/ui/Textarea'
import { useRemovePlan, useSavePlan } from './queries'
import { draftOf, planSchema, type Draft, type Plan } from './schema'

/** PlanSheet makes or changes a plan. Removing asks once more, and says what goes with it. */
export function PlanSheet({ plan, onClose }: { plan: Plan | null; onClose: () => void }) {
  const { t, i18n } = useTranslation('plans')
  const { t: common } = useTranslation('common')
  const { workspace } = useSession()
  const online = useOnline()
  const save = useSavePlan()
  const remove = useRemovePlan()
  const [asked, setAsked] = useState(false)
  const [draft, setDraft] = useState<Draft>(() => draftOf(plan, workspace.currency || 'BRL', i18n.language))
  const [wrong, setWrong] = useState<Partial<Record<string, string>>>({})
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const error = (name: string) => wrong[name] ?? save.error?.data[name]?.message
  const submit = () => {
    const read = planSchema({ name: t('form.nameWrong'), price: t('form.priceWrong'), currency: t('form.currencyWrong') }).safeParse(draft)
    setWrong(read.success ? {} : Object.fromEntries(read.error.issues.map((issue) => [issue.path[0], issue.message])))
    if (read.success) save.mutate({ id: plan?.id, ...read.data }, { onSuccess: onClose })
  }
  if (plan && asked) {
    const footer = (
      <>
        <Button variant="quiet" onClick={() => setAsked(false)}>{common('cancel')}</Button>
        <Button variant="danger" loading={remove.isPending} onClick={() => remove.mutate(plan.id, { onSuccess: onClose })}>{common('delete')}</Button>
      </>
    )
    return <Dialog open onOpenChange={() => setAsked(false)} title={t('remove.ask', { name: plan.name })} description={t('remove.lost')} footer={footer} />
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => { if (!open) onClose() }}
      title={plan ? plan.name : t('form.new')}
      closeLabel={common('close')}
      footer={
        <>
          {plan && <Button variant="danger" className="sm:mr-auto" onClick={() => setAsked(true)}>{common('delete')}</Button>}
          <Button type="submit" form="plan" variant="primary" loading={save.isPending} disabled={!online}>{common('save')}</Button>
        </>
      }
    >
      <form id="plan" noValidate className="grid gap-4" onSubmit={(event) => { event.preventDefault(); submit() }}>
        <Field label={t('form.name')} error={error('name')}>
          {(field) => <Input {...field} maxLength={300} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
        </Field>
        <div className="grid grid-cols-[minmax(0,1fr)_96px] gap-3">
          <Field label={t('form.price')} hint={t('form.priceHint')} error={error('price') ?? error('price_cents')}>
            {(field) => <Input {...field} inputMode="decimal" value={draft.price} onChange={(event) => set({ price: event.target.value })} />}
          </Field>
          <Field label={t('form.currency')} error={error('currency')}>
            {(field) => <Input {...field} maxLength={3} value={draft.currency} onChange={(event) => set({ currency: event.target.value })} />}
          </Field>
        </div>
        <Field label={t('form.description')} error={error('description')}>
          {(field) => <Textarea {...field} rows={2} value={draft.description} onChange={(event) => set({ description: event.target.value })} />}
        </Field>
        <Field label={t('form.features')} hint={t('form.featuresHint')} error={error('features')}>
          {(field) => <Textarea {...field} rows={4} value={draft.features} onChange={(event) => set({ features: event.target.value })} />}
        </Field>
        {save.error && <Refusal thrown={save.error} shown={['name', 'price_cents', 'currency', 'description', 'features']} />}
      </form>
    </Dialog>
  )
}
