import { useState } from 'react'
import { EchoStep } from './EchoStep'
import { NumberStep } from './NumberStep'
import { stageOf, stages, type Account, type Stage } from './schema'
import { TokenStep } from './TokenStep'
import { WebhookStep } from './WebhookStep'

type Props = { account: Account | null; onMade: (id: string) => void; onDone: () => void }

/** WhatsAppSteps are the four steps of the official number on one page: what is done folds up, what comes next waits. */
export function WhatsAppSteps({ account, onMade, onDone }: Props) {
  const [registered, setRegistered] = useState(false)
  const [again, setAgain] = useState<Stage | null>(null)
  const current = again ?? stageOf({ account: account !== null, number: Boolean(account?.settings?.phone_number_id), webhook: registered })
  const reached = stages.indexOf(stageOf({ account: account !== null, number: Boolean(account?.settings?.phone_number_id), webhook: registered }))
  const state = (stage: Stage) => (stage === current ? 'now' : stages.indexOf(stage) < reached ? 'done' : 'later') as 'now' | 'done' | 'later'
  return (
    <ol className="grid gap-3.5">
      <TokenStep state={state('token')} account={account} onOpen={() => setAgain('token')} onDone={(id) => { setAgain(null); onMade(id) }} />
      <NumberStep state={state('number')} account={account} onOpen={() => setAgain('number')} onDone={() => setAgain(null)} />
      <WebhookStep state={state('webhook')} account={account} onOpen={() => setAgain('webhook')} onDone={() => { setAgain(null); setRegistered(true) }} />
      <EchoStep state={state('echo')} account={account} onDone={onDone} />
    </ol>
  )
}
