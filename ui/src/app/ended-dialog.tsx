import { useTranslation } from 'react-i18next'
import { queryClient } from '@/api/query'
import { enter, signOut, useSessionStore } from '@/api/session'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { SignInForm } from './sign-in-form'

/** The page below keeps everything that was typed; after the sign-in it goes on where it was. */
export function EndedDialog() {
  const { t } = useTranslation('shell')
  const email = useSessionStore(s => s.record?.email ?? '')
  const other = async () => {
    await signOut()
    window.location.assign('/entrar')
  }
  return (
    <Dialog open onOpenChange={() => undefined} title={t('ended.title')} description={t('ended.text')}>
      <SignInForm
        email={email}
        onDone={async signedIn => {
          await enter(signedIn)
          void queryClient.invalidateQueries({ refetchType: 'active' })
        }}
        aside={<Button variant="quiet" onClick={() => void other()}>{t('ended.other')}</Button>}
      />
    </Dialog>
  )
}
