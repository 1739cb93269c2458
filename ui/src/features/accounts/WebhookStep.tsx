import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { useWebhook } from './queries'
import type { Account } from './schema'
import { Step, type StepState } from './Step'

type Props = { state: StepState; account: Account | null; onOpen: () => void; onDone: () => void }

/** WebhookStep has the provider send what happens here, and shows what it says about that. */
export function WebhookStep({ state, account, onOpen, onDone }: Props) {
  const { t } = useTranslation('accounts')
  const register = useWebhook(account?.id ?? '')
  const said = register.data
  const act = () => register.mutate(undefined, { onSuccess: (done) => { if (done.registered) onDone() } })
  return (
    <Step n={3} title={t('webhook.title')} state={state} summary={said?.url} onOpen={onOpen}>
      <p className="max-w-[64ch] text-ink-2">{t('webhook.text')}</p>
      {said && !said.registered && (
        <div role="alert" className="rounded-md bg-warn-soft px-3.5 py-3 text-sm">
          <p className="font-semibold">{t('webhook.not')}</p>
          {said.detail && <p>{said.detail}</p>}
        </div>
      )}
      {register.error && <Refusal thrown={register.error} shown={[]} />}
      <div className="flex flex-wrap gap-2 max-md:flex-col">
        <Button variant="primary" loading={register.isPending} onClick={act}>{t('webhook.act')}</Button>
        <Button variant="quiet" onClick={onDone}>{t('webhook.already')}</Button>
      </div>
    </Step>
  )
}
