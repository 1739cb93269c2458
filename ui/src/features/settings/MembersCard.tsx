import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession, type Role } from '@/api/session'
import { Failed } from '@/app/failed'
import { Avatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { Card, CardHead } from '@/ui/Card'
import { Dialog } from '@/ui/Dialog'
import { Select } from '@/ui/Select'
import { Skeleton } from '@/ui/Skeleton'
import { membersQuery, useRemoveMember, useSetRole, type Member } from './team.queries'

const roles: Role[] = ['admin', 'user', 'viewer']

/** MembersCard lists who belongs to the workspace. An admin changes roles and takes people out. */
export function MembersCard() {
  const { t } = useTranslation('settings')
  const { workspace } = useSession()
  const members = useQuery(membersQuery(workspace.id))
  const [leaving, setLeaving] = useState<Member | null>(null)
  return (
    <Card>
      <CardHead title={t('team.title')} meta={members.data ? t('team.count', { count: members.data.length }) : undefined} />
      {members.isError && <div className="p-[18px]"><Failed what={t('team.failed')} error={members.error} onRetry={() => void members.refetch()} /></div>}
      {members.isPending && <div aria-busy="true" className="grid gap-2 p-[18px]"><Skeleton className="h-12" /><Skeleton className="h-12" /></div>}
      <ul className="mt-2">
        {members.data?.map((one) => <MemberRow key={one.id} member={one} onLeave={() => setLeaving(one)} />)}
      </ul>
      <RemoveDialog member={leaving} onClose={() => setLeaving(null)} />
    </Card>
  )
}

/** useNameOf is what somebody is called here: their name, else their address, else that they gave none. */
function useNameOf() {
  const { t } = useTranslation('settings')
  const { record } = useSession()
  return (member: Member) => {
    const person = member.expand?.user
    return person?.full_name || person?.email || (member.user === record.id ? record.email : t('team.unnamed'))
  }
}

function MemberRow({ member, onLeave }: { member: Member; onLeave: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const { record } = useSession()
  const admin = useCan('admin')
  const setRole = useSetRole()
  const name = useNameOf()(member)
  const me = member.user === record.id
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-[18px] py-3">
      <Avatar name={name} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-semibold">{name}{me && <span className="font-normal text-ink-3"> {t('team.you')}</span>}</p>
        <p className="text-sm text-ink-2">{t(`role.${member.role}`)}</p>
      </div>
      {admin ? (
        <div className="flex items-center gap-2 max-sm:w-full">
          <Select
            className="w-[210px] max-sm:flex-1"
            label={t('team.roleOf', { name })}
            value={member.role}
            onValueChange={(role) => setRole.mutate({ id: member.id, role })}
            options={roles.map((role) => ({ value: role, label: common(`role.${role}`) }))}
          />
          <Button variant="quiet" size="sm" onClick={onLeave} aria-label={t('team.removeName', { name })}>{common('remove')}</Button>
        </div>
      ) : (
        <span className="text-sm text-ink-3">{common(`role.${member.role}`)}</span>
      )}
    </li>
  )
}

function RemoveDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const nameOf = useNameOf()
  const remove = useRemoveMember()
  return (
    <Dialog
      open={member !== null}
      onOpenChange={(open) => { if (!open) onClose() }}
      title={member ? t('team.ask', { name: nameOf(member) }) : ''}
      description={t('team.lost')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" loading={remove.isPending} onClick={() => { if (member) remove.mutate(member.id, { onSettled: onClose }) }}>{t('team.remove')}</Button>
        </>
      }
    />
  )
}
