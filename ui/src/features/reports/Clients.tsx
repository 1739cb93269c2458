import { useTranslation } from 'react-i18next'
import type { Membership } from '@/api/openapi'
import { useAct } from '@/api/mutation'
import { useSession } from '@/api/session'
import { Chip } from '@/ui/Chip'

/** Clients chooses whose reports are shown; opening another's makes it the active one. */
export function Clients({ clients }: { clients: Membership[] }) {
  const { t } = useTranslation('reports')
  const { workspace, activate } = useSession()
  const open = useAct({ run: activate })
  if (clients.length < 2) return null
  return (
    <div role="group" aria-label={t('clients')} className="mb-4 flex gap-2 overflow-x-auto pb-1 md:flex-wrap">
      {clients.map((one) => (
        <Chip key={one.workspace} selected={one.workspace === workspace.id} disabled={open.isPending} onClick={() => { if (one.workspace !== workspace.id) open.mutate(one.workspace) }}>{one.name}</Chip>
      ))}
    </div>
  )
}
