import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { reloadWorkspace, useSession } from '@/api/session'
import { useTranslation } from 'react-i18next'
import { toast } from '@/ui/toast'

export type WorkspaceChange = Partial<{
  name: string
  timezone: string
  locale: 'pt-BR' | 'en'
  currency: string
  country: string
  sender: Record<string, string>
  limits: Record<string, number>
  retention_days: number
  send_budget_micros: number
  llm_budget_micros: number
}>

/** useSaveWorkspace keeps a change of the agency's settings; the form shows what was refused. */
export function useSaveWorkspace() {
  const { t } = useTranslation('common')
  const { workspace } = useSession()
  return useAct({
    run: (change: WorkspaceChange) => pb.collection('workspaces').update(workspace.id, change),
    onSuccess: reloadWorkspace,
    success: () => t('saved'),
    failure: () => '',
  })
}

/** usePause stops everything, or lets it go on. Both can be taken back at once. */
export function usePause() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation('common')
  const { workspace } = useSession()
  const set = async (paused: boolean) => {
    await pb.collection('workspaces').update(workspace.id, { paused })
    await reloadWorkspace()
  }
  return useAct({
    run: set,
    success: (paused) => (paused ? t('pause.stopped') : t('pause.started')),
    undo: (paused) => void set(!paused).then(() => toast(common('undone'))),
  })
}
