import { Check, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/ui/Button';
import { Kbd } from '@/ui/Kbd';
import type { useJudging } from '../judging';
import { refusals } from '../schema';
import { RefuseBar } from './refuse-bar';

interface Props {
  write: boolean;
  judging: ReturnType<typeof useJudging>;
  canApprove: boolean;
  onApprove: () => void;
  shownCount: number;
  more: boolean;
}

/** Below the table: the keys, after a refusal its reasons, and approving whoever is left. */
export function Keys({ write, judging, canApprove, onApprove, shownCount, more }: Props) {
  const { t } = useTranslation('prospects');
  const keys = [
    { caps: ['J', 'K'], word: t('keys.walk') },
    ...(write ? [{ caps: ['X'], word: t('keys.refuse') }] : []),
    { caps: ['Enter'], word: t('keys.open') },
    { caps: ['/'], word: t('keys.search') },
  ];
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 px-6 py-2 text-[12.5px] text-ink-2 max-md:px-4">
      {judging.last.length > 0 ? (
        <>
          <b className="max-w-56 truncate font-semibold text-ink-1">{judging.last.length === 1 ? t('judge.outOne', { name: judging.last[0]?.name ?? '' }) : t('judge.out', { count: judging.last.length })}</b>
          <Button variant="secondary" size="sm" icon={<Undo2 />} onClick={() => void judging.restore(judging.last)}>
            {t('undo')}
          </Button>
          <RefuseBar title={t('judge.why')} reason={judging.reason} onPick={(why) => void judging.reword(refusals.indexOf(why) + 1)} className="flex flex-wrap items-center gap-1.5" />
        </>
      ) : (
        keys.map(({ caps, word }) => (
          <span key={word} className="flex items-center gap-1.5 max-md:hidden pointer-coarse:hidden">
            {caps.map((cap) => (
              <Kbd key={cap}>{cap}</Kbd>
            ))}
            {word}
          </span>
        ))
      )}
      <span className="ml-auto flex items-center gap-3">
        {judging.last.length > 0 ? null : <span className="tabular-nums text-ink-3">{more ? t('countMore', { count: shownCount }) : t('count', { count: shownCount })}</span>}
        {canApprove ? (
          <Button variant="primary" size="sm" icon={<Check className="size-4" />} onClick={onApprove}>
            {t('judge.approveRest')}
          </Button>
        ) : null}
      </span>
    </div>
  );
}
