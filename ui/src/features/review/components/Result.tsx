import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useReason } from '@/api/reason'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Drawing } from '@/ui/Drawing'
import type { Confirmed } from '../queries'

/** What came of a round, with each text that the server did not take and why. */
export function Result({ confirmed, more, onMore }: { confirmed: Confirmed; more: boolean; onMore: () => void }) {
  const { t, i18n } = useTranslation('review')
  const say = useReason()
  // Many are refused for the same reason mostly: that is said once.
  const grouped = new Map<string, string[]>()
  for (const { draft, reason } of confirmed.refused) grouped.set(say(reason), [...(grouped.get(say(reason)) ?? []), draft.expand?.prospect?.name ?? ''])
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  return (
    <Card className="flex flex-col items-center px-5 py-10 text-center">
      <Drawing name="hand" />
      <h2 className="mt-4 text-lg tabular-nums">{t('result.title', { count: confirmed.approved })}</h2>
      {confirmed.approved > 0 && <p className="mt-1 text-ink-2">{t('result.text')}</p>}
      {confirmed.skipped > 0 && <p className="text-ink-2 tabular-nums">{t('confirm.skip', { count: confirmed.skipped })}</p>}
      {confirmed.refused.length > 0 && (
        <section className="mt-5 w-full max-w-[480px] rounded-md bg-warn-soft px-4 py-3 text-left text-sm text-warn-ink">
          <h3>{t('result.refused')}</h3>
          <ul className="mt-1 flex flex-col gap-1">
            {[...grouped].map(([sentence, names]) => <li key={sentence}><b className="font-semibold">{sentence}</b> {list.format(names)}</li>)}
          </ul>
        </section>
      )}
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        {more && <Button variant="primary" size="lg" onClick={onMore} autoFocus>{t('result.more')}</Button>}
        <Button asChild size="lg"><Link to="/campanhas">{t('result.campaigns')}</Link></Button>
      </div>
    </Card>
  )
}
