import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { announce } from '@/app/announce';
import { toast } from '@/ui/toast';
import { isOfProspects, judgeEach, usePatchRows } from './queries';
import { refusals, type Refusal } from './schema';
import type { Row } from './types';

/** How long an act can be taken back. */
export const undoFor = 10_000;

type Named = Pick<Row, 'id' | 'campaign' | 'name' | 'status'>;

/** Refusing people one key each: the last reason is repeated, and another key words the same refusal anew. */
export function useJudging(inline: boolean) {
  const { t } = useTranslation('prospects');
  const client = useQueryClient();
  const patch = usePatchRows();
  const [reason, setReason] = useState<Refusal>('out_of_profile');
  const [last, setLast] = useState<Named[]>([]);
  const over = useRef<ReturnType<typeof setTimeout>>(undefined);
  const words = useRef(t);
  words.current = t;

  async function restore(rows: Named[]) {
    const back = patch(rows.map((r) => r.id), { status: 'found' });
    setLast([]);
    clearTimeout(over.current);
    try {
      await judgeEach(rows, (ids) => ({ restore: ids }));
      announce(words.current('judge.restored', { count: rows.length }));
    } catch {
      back();
      toast(words.current('judge.failed'), { tone: 'bad', action: { label: words.current('retry'), onClick: () => void restore(rows) } });
    } finally {
      void client.invalidateQueries({ predicate: isOne(rows) });
    }
  }

  async function refuse(rows: Named[], why: Refusal = reason) {
    if (rows.length === 0) return;
    setReason(why);
    setLast(rows);
    clearTimeout(over.current);
    over.current = setTimeout(() => setLast([]), undoFor);
    const back = patch(rows.map((r) => r.id), { status: 'ignored' });
    try {
      const answers = await judgeEach(rows, (ids) => ({ refuse: ids.map((id) => ({ id, reason: why })) }));
      const skipped = answers.flatMap((a) => a.skipped ?? []);
      const done = rows.length - skipped.length;
      if (skipped.length > 0) back();
      const said =
        done === 1 && rows[0]
          ? words.current('judge.refusedOne', { name: rows[0].name, reason: words.current(`refusal.${why}`) })
          : words.current('judge.refused', { count: done, reason: words.current(`refusal.${why}`) });
      if (inline) announce(said);
      else toast(said, { duration: undoFor, action: { label: words.current('undo'), onClick: () => void restore(rows) } });
    } catch {
      back();
      toast(words.current('judge.failed'), { tone: 'bad', action: { label: words.current('retry'), onClick: () => void refuse(rows, why) } });
    } finally {
      void client.invalidateQueries({ predicate: isOne(rows) });
    }
  }

  /** A number key: another reason for whoever was refused last, and for whoever comes next. */
  async function reword(place: number) {
    const why = refusals[place - 1];
    if (!why) return;
    setReason(why);
    if (last.length > 0) {
      await judgeEach(last, (ids) => ({ restore: ids }));
      await refuse(last, why);
    }
  }

  async function approve(campaign: string, rows: Named[] | 'rest') {
    try {
      const answers =
        rows === 'rest'
          ? await judgeEach([{ id: '', campaign }], () => ({ approve: 'rest' as const }))
          : await judgeEach(rows, (ids) => ({ approve: ids }));
      const count = answers.reduce((sum, a) => sum + a.approved, 0);
      toast(words.current('judge.approved', { count }), { tone: 'ok' });
      await client.invalidateQueries({ predicate: isOfProspects });
    } catch (error) {
      toast(error instanceof Error ? error.message : words.current('judge.failed'), {
        tone: 'bad',
        action: { label: words.current('retry'), onClick: () => void approve(campaign, rows) },
      });
    }
  }

  return { reason, refuse, restore, reword, approve, last };
}

function isOne(rows: Named[]) {
  return (query: { queryKey: readonly unknown[] }) => rows.some((r) => query.queryKey.includes(r.id));
}
