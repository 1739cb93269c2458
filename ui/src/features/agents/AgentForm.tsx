import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useCan, useSession } from '@/api/session'
import { Refusal } from '@/app/refusal'
import { useOnline } from '@/app/online'
import { Button } from '@/ui/Button'
import { Card, CardBody } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Select } from '@/ui/Select'
import { Textarea } from '@/ui/Textarea'
import { ModelFields } from './ModelFields'
import { modelsQuery, useSaveAgent } from './queries'
import { RemoveAgent } from './RemoveAgent'
import { agentSchema, draftOf, type Agent, type Draft, type Language } from './schema'

const languages: Language[] = ['pt-BR', 'en', 'es']
// Radix has no empty choice: the house stands for no account.
const house = 'house'

/** AgentForm is persona, model and rules of one who writes. */
export function AgentForm({ agent }: { agent: Agent | null }) {
  const { t } = useTranslation('agents')
  const { t: common } = useTranslation('common')
  const navigate = useNavigate()
  const { workspace } = useSession()
  const may = useCan('write')
  const online = useOnline()
  const save = useSaveAgent()
  const models = useQuery(modelsQuery(workspace.id))
  const [draft, setDraft] = useState<Draft>(() => draftOf(agent))
  const [wrong, setWrong] = useState<Partial<Record<keyof Draft, string>>>({})
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const error = (name: keyof Draft) => wrong[name] ?? save.error?.data[name]?.message
  const submit = () => {
    const read = agentSchema({ name: t('form.nameWrong'), model: t('form.modelWrong'), tokens: t('form.tokensWrong') }, agent?.guardrails ?? null).safeParse(draft)
    setWrong(read.success ? {} : Object.fromEntries(read.error.issues.map((issue) => [issue.path[0], issue.message])))
    if (read.success) save.mutate({ id: agent?.id, ...read.data }, { onSuccess: (saved) => { if (!agent) void navigate(`/oficina/escritores/${saved.id}`, { replace: true }) } })
  }
  const writers = [{ value: house, label: t('by.house') }, ...(models.data ?? []).map((one) => ({ value: one.id, label: one.account_identifier }))]
  return (
    <Card>
      <CardBody className="pt-[18px]">
        <form noValidate onSubmit={(event) => { event.preventDefault(); if (may) submit() }}>
          <fieldset disabled={!may} className="grid gap-4">
            <Field label={t('form.name')} hint={t('form.nameHint')} error={error('name')}>
              {(field) => <Input {...field} maxLength={300} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
            </Field>
            <Field label={t('form.persona')} hint={t('form.personaHint')} error={error('system_prompt')}>
              {(field) => <Textarea {...field} rows={5} value={draft.system_prompt} onChange={(event) => set({ system_prompt: event.target.value })} />}
            </Field>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={t('form.language')} error={error('language')}>
                {(field) => <Select {...field} disabled={!may} value={draft.language} onValueChange={(language) => set({ language })} options={languages.map((one) => ({ value: one, label: t(`language.${one}`) }))} />}
              </Field>
              <Field label={t('form.writer')} hint={models.data?.length === 0 ? t('form.noKeys') : undefined} error={error('account')}>
                {(field) => <Select {...field} disabled={!may} value={draft.account || house} onValueChange={(account) => set({ account: account === house ? '' : account })} options={writers} />}
              </Field>
            </div>
            {draft.account !== '' && <ModelFields draft={draft} onChange={set} error={error} />}
            <Field label={t('form.never')} hint={t('form.neverHint')} error={error('never_say')}>
              {(field) => <Textarea {...field} rows={3} value={draft.never_say} onChange={(event) => set({ never_say: event.target.value })} />}
            </Field>
            {save.error && <Refusal thrown={save.error} shown={['name', 'system_prompt', 'model_name', 'temperature', 'max_tokens', 'language', 'account']} />}
            {may && (
              <div className="flex flex-wrap items-center gap-2">
                <Button type="submit" variant="primary" loading={save.isPending} disabled={!online}>{common('save')}</Button>
                {!online && <span className="text-sm text-ink-3">{common('offlineWrite')}</span>}
                {agent && <RemoveAgent agent={agent} />}
              </div>
            )}
          </fieldset>
        </form>
      </CardBody>
    </Card>
  )
}
