import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '@/app/keys'
import { useFormat } from '@/format'
import { IconButton } from '@/ui/IconButton'
import type { Draft } from '../types'
import { Person } from './Person'
import { Text } from './Text'

/** The same texts for who may only read: without the acts, and with the word on who has them. */
export function Reading({ drafts }: { drafts: Draft[] }) {
  const { t } = useTranslation('review')
  const { number } = useFormat()
  const [at, setAt] = useState(0)
  const draft = drafts[Math.min(at, drafts.length - 1)]
  const go = (by: number) => setAt(now => Math.max(0, Math.min(drafts.length - 1, now + by)))
  useKeys('list', { j: () => go(1), k: () => go(-1), arrowdown: () => go(1), arrowup: () => go(-1) })
  if (!draft) return null
  return (
    <>
      <p className="mb-4 rounded-lg bg-info-soft px-4 py-3 text-info-ink">{t('viewer')}</p>
      <article aria-live="polite"><Person draft={draft} /><Text draft={draft} /></article>
      <div className="mt-4 flex items-center justify-between">
        <IconButton label={t('previous')} shortcut="K" icon={<ChevronLeft aria-hidden="true" />} aria-disabled={at === 0} onClick={() => go(-1)} />
        <span className="text-sm text-ink-2 tabular-nums">{t('counter', { n: number(at + 1), total: number(drafts.length) })}</span>
        <IconButton label={t('following')} shortcut="J" icon={<ChevronRight aria-hidden="true" />} aria-disabled={at >= drafts.length - 1} onClick={() => go(1)} />
      </div>
    </>
  )
}
