import { useQuery } from '@tanstack/react-query'
import { Check, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '@/api/session'
import { Failed } from '@/app/failed'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { PageHead } from '@/ui/PageHead'
import { Skeleton } from '@/ui/Skeleton'
import { PlanSheet } from './PlanSheet'
import { priceOf } from './price'
import { plansQuery } from './queries'
import type { Plan } from './schema'

/** Component lists what the agency sells: only these names and prices may appear in a message. */
export function Component() {
  const { t } = useTranslation('plans')
  const { workspace } = useSession()
  const may = useCan('write')
  const plans = useQuery(plansQuery(workspace.id))
  const [open, setOpen] = useState<Plan | 'new' | null>(null)
  const add = may && <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen('new')}>{t('list.add')}</Button>
  return (
    <>
      <PageHead title={t('list.title')} meta={t('list.meta')} actions={plans.data?.length ? add : undefined} />
      {plans.isError && <Failed what={t('list.failed')} error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.isPending && <div aria-busy="true" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3"><Skeleton className="h-[200px] rounded-lg" /><Skeleton className="h-[200px] rounded-lg" /></div>}
      {plans.data?.length === 0 && <EmptyState drawing="circles" title={t('empty.title')} text={t('empty.text')} action={add || undefined} />}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {plans.data?.map((plan) => <li key={plan.id} className="min-w-0"><PlanCard plan={plan} onEdit={may ? () => setOpen(plan) : undefined} /></li>)}
      </ul>
      {open && <PlanSheet key={open === 'new' ? 'new' : open.id} plan={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  )
}

function PlanCard({ plan, onEdit }: { plan: Plan; onEdit?: () => void }) {
  const { t, i18n } = useTranslation('plans')
  const { t: common } = useTranslation('common')
  return (
    <Card className="flex h-full flex-col p-[18px]">
      <h2 className="truncate">{plan.name}</h2>
      <p className="mt-1 text-3xl font-bold tabular-nums">{plan.price_cents > 0 ? priceOf(plan, i18n.language) : t('free')}</p>
      {plan.description && <p className="mt-1.5 text-ink-2">{plan.description}</p>}
      <ul className="mt-3 grid gap-1 text-sm">
        {(plan.features ?? []).map((feature) => <li key={feature} className="flex gap-2"><Check aria-hidden className="mt-0.5 size-3.5 flex-none text-ok" strokeWidth={2.5} />{feature}</li>)}
      </ul>
      {onEdit && <div className="mt-auto pt-3.5"><Button size="sm" onClick={onEdit} aria-label={t('edit', { name: plan.name })}>{common('edit')}</Button></div>}
    </Card>
  )
}
