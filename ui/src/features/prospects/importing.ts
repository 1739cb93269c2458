import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ApiError, asApiError } from '@/api/error';
import { gatedFetch } from '@/api/gate';
import { isOfProspects } from './queries';
import { guess, mappingOf, readHead, type Head, type Target } from './sheet';
import type { Imported } from './types';

const largest = 64 << 20;

/** A file on its way: read here as far as its first rows, sent with what its columns were said to be. */
export function useImport(onGuess: (chosen: Record<number, Target | 'skip' | ''>) => void) {
  const { t } = useTranslation('prospects');
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState<Head | null>(null);
  const [problem, setProblem] = useState('');
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState<Imported | null>(null);

  async function take(next: File) {
    setFile(next);
    setHead(null);
    setProblem('');
    onGuess({});
    if (next.size > largest) return setProblem(t('import.tooLarge'));
    if (next.size === 0) return setProblem(t('import.empty'));
    if (!/\.(csv|tsv|txt|xlsx)$/i.test(next.name)) return setProblem(t('import.wrongKind'));
    if (/\.xlsx$/i.test(next.name)) return;
    const read = await readHead(next);
    setHead(read);
    onGuess(Object.fromEntries(read.columns.map((column, i) => [i, guess(column)])));
  }

  async function send(campaign: string, chosen: Record<number, Target | 'skip' | ''>) {
    if (!file) return;
    setSending(true);
    setProblem('');
    const form = new FormData();
    form.set('campaign', campaign); // before the file: the server reads the form as it comes
    if (head) form.set('mapping', JSON.stringify(mappingOf(head.columns, chosen)));
    form.set('file', file);
    try {
      setDone(await post(form));
      await client.invalidateQueries({ predicate: isOfProspects });
    } catch (error) {
      const known = error instanceof ApiError ? Object.values(error.data).map((d) => d.message) : [];
      setProblem([t('import.failed'), ...(known.length > 0 ? known : [error instanceof Error ? error.message : ''])].filter(Boolean).join(': '));
    } finally {
      setSending(false);
    }
  }

  const reset = () => {
    setFile(null);
    setHead(null);
    setDone(null);
    setProblem('');
  };
  return { file, head, problem, sending, done, take: (f: File) => void take(f), send, reset };
}

/** A form of any size: the generated client writes JSON alone. */
async function post(form: FormData): Promise<Imported> {
  let response: Response;
  try {
    response = await gatedFetch('/api/v1/prospects/import', { method: 'POST', body: form });
  } catch (thrown) {
    throw asApiError(thrown);
  }
  const said: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, said, response.headers.get('X-Request-Id') ?? '');
  return said as Imported;
}
