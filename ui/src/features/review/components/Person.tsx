import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { Avatar } from '@/ui/Avatar'
import { StateMark } from '@/ui/StateMark'
import type { Draft } from '../types'

/** Whom a text is for: the name, where it goes, by what and in which step. */
export function Person({ draft }: { draft: Draft }) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const { phone, number } = useFormat()
  const who = draft.expand?.prospect
  const where = draft.channel === 'email' ? draft.recipient || who?.email : draft.channel === 'instagram' ? draft.recipient || who?.profile_url : phone(draft.recipient || who?.phone || '')
  const lines = [where, common(`channel.${draft.channel}`), who?.city].filter(Boolean).join(' · ')
  return (
    <div className="flex items-center gap-3.5">
      <Avatar name={who?.name ?? '?'} size="lg" square />
      <div className="min-w-0 flex-1">
        <h2 className="text-xl leading-tight font-semibold break-words">{who?.name}</h2>
        <p className="text-sm break-words text-ink-2 tabular-nums">{lines}</p>
        <p className="text-sm break-words text-ink-3">{[draft.expand?.campaign?.name, t('step', { count: draft.step, formatted: number(draft.step) })].filter(Boolean).join(' · ')}</p>
      </div>
      {draft.status === 'held' && <StateMark tone="warn" word={common('state.message.held')} />}
    </div>
  )
}
