import { useAct } from '@/api/mutation'
import { pb } from '@/api/pb'
import { useSessionStore, updateMe, type UserRecord } from '@/api/session'
import { useTranslation } from 'react-i18next'

/** useSaveMe keeps a change about oneself. */
export function useSaveMe() {
  const { t } = useTranslation('common')
  return useAct({ run: (change: { full_name?: string; locale?: 'pt-BR' | 'en' }) => updateMe(change), success: () => t('saved') })
}

/** useFactor wants a code by mail at sign-in, or lets one in by it. The server refuses while it can send no mail. */
export function useFactor() {
  return useAct({
    run: async (change: { mfa?: boolean; otp?: boolean }) => {
      const record = useSessionStore.getState().record
      if (!record) return
      const saved = await pb.collection('users').update<UserRecord>(record.id, change)
      useSessionStore.setState({ record: { ...record, ...saved } })
    },
    failure: (error) => Object.values(error.data)[0]?.message ?? error.message,
  })
}
