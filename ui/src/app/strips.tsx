import { CloudOff, OctagonPause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/api/mutation'
import { queryClient } from '@/api/query'
import { changeRecord } from '@/api/records'
import { reloadWorkspace, useCan, useSession } from '@/api/session'
import { Button } from '@/ui/Button'
import { useOnline } from './online'

/** What concerns every page: no connection, and the stop of everything. */
export function Strips() {
  const { t } = useTranslation('shell')
  const online = useOnline()
  const { workspace } = useSession()
  const admin = useCan('admin')
  const resume = useStop(false)
  return (
    <div role="status" className="print:hidden">
      {!online && (
        <p className="flex min-h-9 items-center justify-center gap-2 bg-ink px-4 py-1.5 text-center text-sm font-medium text-bg">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          {t('offline')}
        </p>
      )}
      {workspace.paused && (
        <div className="flex min-h-11 flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-warn-soft px-4 py-1.5 text-sm font-medium text-warn-ink">
          <OctagonPause aria-hidden="true" className="size-4 shrink-0" />
          {t('stopped')}
          {admin && <Button size="sm" loading={resume.isPending} onClick={() => resume.mutate()}>{t('resume')}</Button>}
        </div>
      )}
    </div>
  )
}

/** useStop stops everything that a workspace sends, or lets it go on. Admins alone may. */
export function useStop(stop: boolean) {
  const { t } = useTranslation('shell')
  const { workspace } = useSession()
  return useAct({
    run: () => changeRecord('workspaces', workspace.id, { paused: stop }),
    success: () => t(stop ? 'stoppedNow' : 'resumed'),
    onSuccess: async () => {
      await reloadWorkspace()
      void queryClient.invalidateQueries({ refetchType: 'active' })
    },
  })
}
