import { useTranslation } from 'react-i18next';

import { useReason } from '@/api/reason';
import { useFormat } from '@/format';
import { Skeleton } from '@/ui/Skeleton';
import { useHistory } from '../queries';
import type { Detail, Message } from '../types';
import { Failed } from './row-states';

interface Line {
  at: string;
  key: string;
  title: string;
  text?: string;
  detail?: string;
}

const messageStates = [
  'draft', 'held', 'pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'in_doubt', 'received',
] as const;

/** What happened with a person, the newest first: found, judged, what went out and what came. */
export function History({ person }: { person: Detail }) {
  const { t } = useTranslation('prospects');
  const { dateTime } = useFormat();
  const reason = useReason();
  const messages = useHistory(person.id);
  if (messages.isPending) return <Skeleton className="h-24 w-full" />;
  if (messages.error) return <Failed error={messages.error} onRetry={() => void messages.refetch()} />;
  const state = (m: Message) => {
    const known = messageStates.find((s) => s === m.status);
    return known ? t(`message.${known}`) : m.status;
  };
  const lines: Line[] = [
    ...messages.data.map((m) => ({
      at: m.sent_at ?? m.created,
      key: m.id,
      title: m.direction === 'inbound' ? t('history.answered') : m.step > 0 ? t('history.followUp', { n: m.step, state: state(m) }) : t('history.first', { state: state(m) }),
      text: m.content,
      detail: m.status_reason ? reason(m.status_reason) : undefined,
    })),
    ...(person.judged_at ? [{ at: person.judged_at, key: 'judged', title: t('history.judged') }] : []),
    { at: person.created, key: 'found', title: t('history.found') },
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <>
      {person.due_at && person.stage === 'write' ? <p className="mb-3 text-sm text-ink-2">{t('history.due', { when: dateTime(person.due_at) })}</p> : null}
      <ol className="flex flex-col gap-4 border-l border-line pl-4">
        {lines.map((line) => (
          <li key={line.key} className="relative before:absolute before:-left-[20px] before:top-1.5 before:size-[7px] before:rounded-full before:bg-line-strong">
            <div className="flex items-baseline gap-2 text-[13.5px]">
              <b className="font-semibold">{line.title}</b>
              <time dateTime={line.at} className="ml-auto flex-none text-xs tabular-nums text-ink-3">
                {dateTime(line.at)}
              </time>
            </div>
            {line.text ? <p className="mt-0.5 whitespace-pre-line text-[13.5px] text-ink-2 [overflow-wrap:anywhere]">{line.text}</p> : null}
            {line.detail ? <p className="mt-0.5 text-xs text-ink-3">{line.detail}</p> : null}
          </li>
        ))}
      </ol>
    </>
  );
}
