import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { toast } from '@/ui/toast'
import { useSaveAccount } from './queries'
import { filled, limitsSchema, type Account } from './schema'

const names = ['per_day', 'per_hour', 'min_gap_s', 'max_gap_s'] as const
type Name = (typeof names)[number]

/** LimitsCard sets how much an account may send; empty is no limit of its own. */
export function LimitsCard({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  const save = useSaveAccount()
  const [values, setValues] = useState<Record<Name, string>>(() => Object.fromEntries(names.map((name) => [name, String(account.limits?.[name] ?? '')])) as Record<Name, string>)
  const [wrong, setWrong] = useState<Partial<Record<Name, string>>>({})
  const submit = () => {
    const read = limitsSchema({ number: t('limits.number'), gap: t('limits.gap') }).safeParse(values)
    setWrong(read.success ? {} : Object.fromEntries(read.error.issues.map((issue) => [issue.path[0], issue.message])))
    if (read.success) save.mutate({ id: account.id, limits: filled<number>(read.data) }, { onSuccess: () => toast(t('limits.saved')) })
  }
  return (
    <Card>
      <CardHead title={t('limits.title')} />
      <CardBody>
        <form className="grid gap-4" onSubmit={(event) => { event.preventDefault(); submit() }}>
          <div className="grid gap-4 sm:grid-cols-2">
            {names.map((name) => (
              <Field key={name} label={t(`limits.${name}`)} error={wrong[name] ?? save.error?.data[`limits.${name}`]?.message}>
                {(field) => <Input {...field} inputMode="numeric" value={values[name]} placeholder={t('limits.none')} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />}
              </Field>
            ))}
          </div>
          <p className="text-sm text-ink-3">{t('limits.hint')}</p>
          {save.error && <Refusal thrown={save.error} shown={names.map((name) => `limits.${name}`)} />}
          <div><Button type="submit" loading={save.isPending}>{t('limits.save')}</Button></div>
        </form>
      </CardBody>
    </Card>
  )
}
