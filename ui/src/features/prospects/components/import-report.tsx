import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button } from '@/ui/Button';
import { StateMark } from '@/ui/StateMark';
import { targets } from '../sheet';
import type { ImportLine, Imported } from '../types';

const tones = { created: 'ok', merged: 'info', rejected: 'bad' } as const;

interface Props {
  answer: Imported;
  campaign: string;
  onAgain: () => void;
}

/** What became of each row; the ones with errors can be taken back, corrected and sent again. */
export function ImportReport({ answer, campaign, onAgain }: Props) {
  const { t } = useTranslation('prospects');
  const parts = [
    t('import.created', { count: answer.created }),
    t('import.merged', { count: answer.merged }),
    t('import.rejected', { count: answer.rejected }),
  ];
  const troubled = answer.report.filter((line) => (line.errors ?? []).length > 0 || (line.warnings ?? []).length > 0);
  const shown = troubled.length > 0 ? troubled : answer.report.slice(0, 50);
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-wrap gap-2">
        {parts.map((part, i) => (
          <li key={part} className={i === 2 && answer.rejected > 0 ? 'rounded-full bg-bad-soft px-3 py-1 text-sm font-semibold text-bad-ink' : 'rounded-full bg-sunken px-3 py-1 text-sm font-semibold'}>
            {part}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" asChild>
          <Link to={`/prospectos?campaign=${campaign}`}>{t('import.open')}</Link>
        </Button>
        {answer.rejected > 0 && answer.report_url ? (
          <Button variant="secondary" asChild>
            <a href={`${answer.report_url}?only=rejected`} download>
              <Download aria-hidden="true" />
              {t('import.onlyErrors')}
            </a>
          </Button>
        ) : null}
        <Button variant="quiet" onClick={onAgain}>
          {t('import.another')}
        </Button>
      </div>
      <table className="w-full border-separate border-spacing-0 rounded-lg border border-line bg-surface text-left text-sm">
        <thead>
          <tr className="text-ink-3">
            <th className="w-20 px-4 py-2.5 font-semibold">{t('import.row')}</th>
            <th className="w-36 px-4 py-2.5 font-semibold">{t('import.result')}</th>
            <th className="px-4 py-2.5 font-semibold">{t('import.why')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, 200).map((line) => (
            <Line key={line.row} line={line} />
          ))}
        </tbody>
      </table>
      {answer.rows > answer.report.length ? <p className="text-sm text-ink-3">{t('import.firstRows')}</p> : null}
    </div>
  );
}

function Line({ line }: { line: ImportLine }) {
  const { t } = useTranslation('prospects');
  const result = line.result === 'created' || line.result === 'merged' ? line.result : 'rejected';
  const say = useProblemWords();
  const words = [...(line.errors ?? []), ...(line.warnings ?? [])];
  return (
    <tr className="align-top">
      <td className="border-t border-line px-4 py-2.5 tabular-nums">{line.row}</td>
      <td className="border-t border-line px-4 py-2.5">
        <StateMark tone={tones[result]} word={t(`import.results.${result}`)} />
      </td>
      <td className="border-t border-line px-4 py-2.5 text-ink-2">
        {words.map((w) => (
          <span key={w.field + w.code} className="block">
            {say(w)}
          </span>
        ))}
      </td>
    </tr>
  );
}

const problems = [
  'cells', 'no_contact', 'no_name', 'legal_name', 'bad_value', 'digits_lost', 'zero_lost', 'scheme', 'formula', 'too_long', 'control_chars',
  'encoding', 'closed', 'email_status', 'refusal',
] as const;

/** What is wrong with a row, with the name of its column; a code that is not known here is said in the server's words. */
function useProblemWords() {
  const { t } = useTranslation('prospects');
  return (p: { field: string; code: string; message: string }): string => {
    const code = problems.find((c) => c === p.code);
    const target = targets.find((f) => f === p.field);
    return code ? t(`import.problems.${code}`, { field: target ? t(`target.${target}`) : p.field }) : p.message;
  };
}
