import { ExternalLink, Minus, Plus, Shield } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import { Meter } from '@/ui/Meter';
import { kindRank } from '../reasons';
import type { Detail, Fact } from '../types';
import { useFactWords } from './fact-words';
import { useRefusalWords, useScoreWords } from './why-line';

/** The score with what made it, and every fact with where and when it was read. */
export function Facts({ person }: { person: Detail }) {
  const { t } = useTranslation('prospects');
  const { number } = useFormat();
  const words = useScoreWords();
  const refused = useRefusalWords();
  const facts = [...(person.facts ?? [])].sort((a, b) => kindRank(a.kind) - kindRank(b.kind));
  return (
    <div className="flex flex-col gap-5">
      {person.status === 'ignored' && person.ignored_reason ? (
        <p className="rounded-md bg-idle-soft px-3 py-2 text-sm text-idle-ink">{t('panel.ignored', { reason: refused(person.ignored_reason) })}</p>
      ) : null}
      <section aria-labelledby="score-title">
        <div className="mb-1.5 flex items-center justify-between">
          <h3 id="score-title" className="text-sm font-semibold">
            {t('score.title')}
          </h3>
          <b className="tabular-nums">{number(person.score)}</b>
        </div>
        <Meter value={person.score} max={100} tone="primary" label={t('score.title')} />
        <ul className="mt-2">
          {(person.score_reasons ?? []).map((reason) => (
            <li key={reason.code} className="flex items-center gap-2 py-[3px] text-[13.5px] text-ink-2">
              {reason.points < 0 ? <Minus className="size-3.5 text-bad-ink" aria-hidden="true" /> : <Plus className="size-3.5 text-ok-ink" aria-hidden="true" />}
              {words(reason)}
              <b className="ml-auto font-semibold tabular-nums text-ink-1">{reason.points > 0 ? `+${reason.points}` : reason.points}</b>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="facts-title">
        <h3 id="facts-title" className="mb-1 text-sm font-semibold">
          {t('facts.title')}
        </h3>
        {facts.length === 0 ? <p className="text-sm text-ink-3">{t('facts.none')}</p> : null}
        <dl>
          {facts.map((fact) => (
            <FactLine key={fact.id} fact={fact} />
          ))}
        </dl>
      </section>
      <p className="flex gap-3 rounded-md bg-info-soft px-3.5 py-3 text-sm text-info-ink">
        <Shield className="size-4 flex-none" aria-hidden="true" />
        {t('facts.rights')}
      </p>
    </div>
  );
}

function FactLine({ fact }: { fact: Fact }) {
  const { t } = useTranslation('prospects');
  const { dateTime, day } = useFormat();
  const words = useFactWords();
  return (
    <div className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2.5 border-t border-line py-2 text-[13.5px] first:border-0">
      <dt className="text-ink-3">{words.kind(fact.kind)}</dt>
      <dd className="min-w-0">
        <span className="block font-medium tabular-nums [overflow-wrap:anywhere]">{words.value(fact)}</span>
        <span className="block text-xs text-ink-3">
          {fact.url ? (
            <a href={fact.url} target="_blank" rel="noreferrer noopener" className="underline decoration-line-strong underline-offset-2 hover:text-ink-1">
              {words.source(fact.source)}
              <ExternalLink className="ml-0.5 inline size-3" aria-hidden="true" />
              <span className="sr-only">{t('facts.opens')}</span>
            </a>
          ) : (
            words.source(fact.source)
          )}
          {', '}
          {dateTime(fact.at)}
          {fact.expires_at ? <span className="block">{t('facts.expires', { day: day(fact.expires_at) })}</span> : null}
          {fact.licence ? <span className="block">{fact.licence}</span> : null}
        </span>
      </dd>
    </div>
  );
}
