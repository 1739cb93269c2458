import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { asApiError, type ApiError } from '@/api/error';
import { keys } from '@/api/keys';
import { useSession } from '@/api/session';
import { saveCampaign } from './queries';
import type { Campaign } from './types';

export interface Saving {
  save: (patch: Partial<Campaign>) => Promise<boolean>;
  /** When the last save was answered. */
  at: number;
  busy: boolean;
  /** What the server would not take, by field. */
  errors: Record<string, { message: string }>;
  failed: ApiError | null;
  again: () => void;
}

/** Saves what a field says when it is left. One after another, so that an older answer never covers a newer one. */
export function useSaving(campaign: Campaign): Saving {
  const client = useQueryClient();
  const { workspace } = useSession();
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const last = useRef<Partial<Campaign>>({});
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(0);
  const [errors, setErrors] = useState<Saving['errors']>({});
  const [failed, setFailed] = useState<ApiError | null>(null);

  async function run(patch: Partial<Campaign>): Promise<boolean> {
    try {
      const saved = await saveCampaign(campaign.id, patch);
      client.setQueryData(keys.one(workspace.id, 'campaigns', campaign.id), saved);
      for (const name of ['route:forecast', 'route:why']) void client.invalidateQueries({ queryKey: [workspace.id, name] });
      setErrors((now) => Object.fromEntries(Object.entries(now).filter(([field]) => !Object.keys(patch).some((key) => field.startsWith(key)))));
      setFailed(null);
      setAt(Date.now());
      return true;
    } catch (thrown) {
      const error = asApiError(thrown);
      last.current = patch;
      setErrors((now) => ({ ...now, ...error.data }));
      setFailed(error);
      return false;
    } finally {
      setOpen((n) => n - 1);
    }
  }

  function save(patch: Partial<Campaign>): Promise<boolean> {
    const changed = Object.entries(patch).some(([key, value]) => JSON.stringify(value) !== JSON.stringify(campaign[key as keyof Campaign]));
    if (!changed && !failed) return Promise.resolve(true);
    setOpen((n) => n + 1);
    const done = queue.current.then(() => run(patch));
    queue.current = done;
    return done;
  }

  return { save, at, busy: open > 0, errors, failed, again: () => void save(last.current) };
}

/** The words under a field: those about it or about a part of it. */
export function errorOf(errors: Saving['errors'], field: string): string | undefined {
  const key = Object.keys(errors).find((k) => k === field || k.startsWith(`${field}.`) || k.startsWith(`${field}[`));
  return key === undefined ? undefined : errors[key]?.message;
}
