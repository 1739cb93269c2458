import { useTranslation } from 'react-i18next'
import type { ApiError } from '@/api/http'
import type { AgentTriedBody } from '@/api/openapi'
import { useReason } from '@/api/reason'
import { Refusal } from '@/app/refusal'
import { useFormat } from '@/format'
import { StateMark } from '@/ui/StateMark'

/** Tried is one draft of a try: the text as it would arrive, what it rests on, and how long it took. */
export function Tried({ name, tried, error }: { name: string; tried: AgentTriedBody | undefined; error: ApiError | null }) {
  const { t } = useTranslation('agents')
  const say = useReason()
  const format = useFormat()
  if (error) return <div className="min-w-0"><p className="mb-1.5 text-sm font-semibold">{name}</p><Refusal thrown={error} shown={['template']} /></div>
  if (!tried) return null
  const facts = tried.facts?.length ?? 0
  return (
    <div className="min-w-0">
      <p className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-sm"><b className="font-semibold">{name}</b><span className="text-ink-3 tabular-nums">{t('try.took', { ms: format.number(tried.latency_ms) })}</span></p>
      <p className="rounded-[16px] rounded-br-[5px] bg-primary-soft px-3.5 py-2.5 break-words whitespace-pre-line">{tried.content}</p>
      <p className="mt-1.5 text-sm text-ink-2">{t('try.facts', { count: facts })}</p>
      {tried.held && <p className="mt-1.5 flex flex-wrap items-center gap-2 text-sm"><StateMark tone="warn" word={t('try.held')} /><span>{say({ ...tried.held, params: tried.held.params ?? undefined })}</span></p>}
    </div>
  )
}
