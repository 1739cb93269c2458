import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { useSession } from '@/api/session';
import { listKey, usePatchRows } from './queries';
import type { ProspectQuery } from './schema';
import type { Row } from './types';

interface Event {
  action: string;
  record: Partial<Row> & { id: string };
}

/**
 * What the server tells of people while the list is looked at: changes go into the rows that are there, new ones wait behind
 * a pill, since rows must not move under a pointer.
 */
export function useFresh(query: ProspectQuery) {
  const client = useQueryClient();
  const patch = usePatchRows();
  const { workspace } = useSession();
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  return {
    count: waiting.size,
    take: (event: unknown) => {
      const { action, record } = event as Event;
      if (!record?.id || (query.campaign && record.campaign && record.campaign !== query.campaign)) return;
      if (action === 'create') {
        setWaiting((now) => new Set(now).add(record.id));
        return;
      }
      const { status, intent, score, stage } = record;
      if (status !== undefined) patch([record.id], { status, intent: intent ?? '', score: score ?? 0, stage: stage ?? '' });
      void client.invalidateQueries({ predicate: (q) => q.queryKey.includes(record.id) });
    },
    bring: () => {
      setWaiting(new Set());
      void client.invalidateQueries({ queryKey: listKey(workspace.id, query) });
    },
  };
}
