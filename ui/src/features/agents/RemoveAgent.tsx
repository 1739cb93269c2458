import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { useRemoveAgent } from './queries'
import type { Agent } from './schema'

/** RemoveAgent takes one who writes away, after naming what that means. */
export function RemoveAgent({ agent }: { agent: Agent }) {
  const { t } = useTranslation('agents')
  const { t: common } = useTranslation('common')
  const navigate = useNavigate()
  const remove = useRemoveAgent()
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Button variant="danger" className="ml-auto" onClick={() => setAsked(true)}>{common('delete')}</Button>
      <Dialog
        open={asked}
        onOpenChange={setAsked}
        title={t('remove.ask', { name: agent.name })}
        description={t('remove.lost')}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsked(false)}>{common('cancel')}</Button>
            <Button variant="danger" loading={remove.isPending} onClick={() => remove.mutate(agent.id, { onSuccess: () => void navigate('/oficina/escritores') })}>{common('delete')}</Button>
          </>
        }
      />
    </>
  )
}
