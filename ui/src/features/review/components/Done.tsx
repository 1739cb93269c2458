import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useReason } from '@/api/reason'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Drawing } from '@/ui/Drawing'
import type { Judging } from '../judging'
import type { Outcome } from '../outcome'
import { roundOf } from '../queries'

/** What a confirmed round came to, with what was refused and why. */
export function Done({ outcome, judging }: { outcome: Outcome; judging: Judging }) {
  const { t } = useTranslation('review')
  const { number } = useFormat()
  const say = useReason()
  const yes = outcome.approved.length
  const more = Math.min(roundOf, judging.drafts.data?.items.length ?? 0)
  return (
    <Card className="flex flex-col items-center px-6 py-10 text-center">
      <Drawing name="hand" />
      <h2 className="mt-4 text-xl font-semibold" role="status">{t('done.title', { count: yes, formatted: number(yes) })}</h2>
      {outcome.skipped.length > 0 && <p className="mt-1 text-ink-2">{t('last.skipped', { count: outcome.skipped.length, formatted: number(outcome.skipped.length) })}</p>}
      {yes > 0 && <p className="mt-1 text-ink-2">{t('last.when')}</p>}
      {outcome.refused.length > 0 && (
        <div className="mt-4 w-full max-w-md rounded-lg bg-warn-soft px-4 py-3 text-left text-warn-ink">
          <p className="font-semibold">{t('refused.title', { count: outcome.refused.length, formatted: number(outcome.refused.length) })}</p>
          <ul className="mt-1 flex flex-col gap-1 text-sm">
            {outcome.refused.map(({ id, reason }) => <li key={id}>{[judging.byId.get(id)?.expand?.prospect?.name, say(reason)].filter(Boolean).join(': ')}</li>)}
          </ul>
        </div>
      )}
      <div className="mt-6 flex w-full max-w-sm flex-col gap-2">
        {more > 0 && <Button variant="primary" size="lg" onClick={judging.again}>{t('done.next', { count: more, formatted: number(more) })}</Button>}
        <Button asChild variant={more > 0 ? 'quiet' : 'primary'} size={more > 0 ? 'md' : 'lg'}><Link to="/">{t('done.back')}</Link></Button>
      </div>
    </Card>
  )
}
