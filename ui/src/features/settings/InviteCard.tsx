import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '@/api/session'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Select } from '@/ui/Select'
import { CopyLine } from './CopyLine'
import { useInvite } from './team.queries'

const roles: Role[] = ['user', 'viewer', 'admin']

/** InviteCard invites by address and role, and shows the link this once. */
export function InviteCard() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const invite = useInvite()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('user')
  return (
    <Card>
      <CardHead title={t('invite.title')} />
      <CardBody className="grid gap-4">
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            invite.mutate({ email: email.trim(), role }, { onSuccess: () => setEmail('') })
          }}
        >
          <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_210px_auto]">
            <Field label={t('invite.email')} error={invite.error?.data.email?.message}>
              {(field) => <Input {...field} type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />}
            </Field>
            <Field label={t('invite.role')}>
              {(field) => <Select {...field} value={role} onValueChange={setRole} options={roles.map((one) => ({ value: one, label: common(`role.${one}`) }))} />}
            </Field>
            <Button type="submit" variant="primary" loading={invite.isPending} disabled={!email.includes('@')} className="sm:mt-[25px]">{t('invite.act')}</Button>
          </div>
          <p className="text-sm text-ink-2">{t(`role.${role}`)}</p>
          {invite.error && <Refusal thrown={invite.error} shown={['email']} />}
        </form>
        {invite.data && (
          <div role="status" className="grid gap-2 rounded-md bg-ok-soft px-3.5 py-3 text-sm">
            <p className="font-semibold">{invite.data.mailed ? t('invite.mailed', { email: invite.data.email }) : t('invite.made', { email: invite.data.email })}</p>
            <CopyLine text={invite.data.link} label={t('invite.link')} />
            <p>{t('invite.once')}</p>
          </div>
        )}
      </CardBody>
    </Card>
  )
}
