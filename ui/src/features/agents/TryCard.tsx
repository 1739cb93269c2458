import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '@/api/session'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { Textarea } from '@/ui/Textarea'
import { agentsQuery, peopleQuery, useTry } from './queries'
import type { Agent } from './schema'
import { Tried } from './Tried'

// Radix has no empty choice.
const nobody = 'none'

/** TryCard has one or two write to the same person, side by side. Nothing is kept or sent. */
export function TryCard({ agent }: { agent: Agent }) {
  const { t } = useTranslation('agents')
  const { workspace } = useSession()
  const may = useCan('write')
  const people = useQuery(peopleQuery(workspace.id))
  const agents = useQuery(agentsQuery(workspace.id))
  const [prospect, setProspect] = useState(nobody)
  const [second, setSecond] = useState(nobody)
  const [template, setTemplate] = useState('')
  const mine = useTry()
  const theirs = useTry()
  const others = (agents.data ?? []).filter((one) => one.id !== agent.id)
  const other = others.find((one) => one.id === second)
  const go = () => {
    const to = { prospect: prospect === nobody ? '' : prospect, template }
    mine.mutate({ id: agent.id, ...to })
    if (other) theirs.mutate({ id: other.id, ...to })
    else theirs.reset()
  }
  if (!may) return null
  return (
    <Card>
      <CardHead title={t('try.title')} meta={t('try.meta')} />
      <CardBody className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('try.person')}>
            {(field) => <Select {...field} value={prospect} onValueChange={setProspect} options={[{ value: nobody, label: t('try.invented') }, ...(people.data ?? []).map((one) => ({ value: one.id, label: one.name }))]} />}
          </Field>
          {others.length > 0 && (
            <Field label={t('try.beside')}>
              {(field) => <Select {...field} value={second} onValueChange={setSecond} options={[{ value: nobody, label: t('try.alone') }, ...others.map((one) => ({ value: one.id, label: one.name }))]} />}
            </Field>
          )}
        </div>
        <Field label={t('try.template')} hint={t('try.templateHint')} error={mine.error?.data.template?.message}>
          {(field) => <Textarea {...field} rows={3} value={template} onChange={(event) => setTemplate(event.target.value)} />}
        </Field>
        <div><Button loading={mine.isPending || theirs.isPending} onClick={go}>{t('try.act')}</Button></div>
        <div className={other ? 'grid gap-3 sm:grid-cols-2' : 'grid gap-3'} aria-live="polite">
          <Tried name={agent.name} tried={mine.data} error={mine.error} />
          {other && <Tried name={other.name} tried={theirs.data} error={theirs.error} />}
        </div>
      </CardBody>
    </Card>
  )
}
