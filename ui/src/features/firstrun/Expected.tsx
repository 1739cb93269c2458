import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { MapPin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { useFormat } from '@/format'
import { useSettled } from './settled'
import { estimateQuery } from './queries'

/** Expected says before the click what a search may bring, from where, and at what cost. */
export function Expected({ sources }: { sources: unknown[] | null }) {
  const { t } = useTranslation('firstrun')
  const format = useFormat()
  const { workspace } = useSession()
  const asked = useSettled(sources, 500)
  const estimate = useQuery({ ...estimateQuery(workspace.id, asked ?? []), enabled: asked !== null, placeholderData: keepPreviousData, retry: false })
  const one = asked ? estimate.data?.[0] : undefined
  const cost = one && one.cost_micros > 0 ? format.micros(one.cost_micros) : t('find.free')
  return (
    <div className="flex gap-3 rounded-[12px] border border-line bg-surface px-3.5 py-3" aria-live="polite">
      <MapPin aria-hidden className="mt-0.5 size-[18px] flex-none text-ink-3" />
      <div className="text-[13.5px]">
        <p className="font-semibold">{one?.expected != null ? t('find.expected', { count: one.expected, shown: format.number(one.expected) }) : t('find.unknown')}</p>
        <p className="text-ink-2">{t('find.source', { most: format.number(one?.most ?? 100), cost })}</p>
      </div>
    </div>
  )
}
