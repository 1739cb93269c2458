import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { toast } from '@/ui/toast';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { isOfProspects, readProspect, suppress } from './queries';
import type { Row } from './types';

type Named = Pick<Row, 'id' | 'name'>;

/** Never writing to somebody again: it cannot be taken back from here, so it says first what it does. */
export function useAvoid() {
  const { t } = useTranslation('prospects');
  const client = useQueryClient();
  const [people, setPeople] = useState<Named[]>([]);
  const [busy, setBusy] = useState(false);

  async function run() {
    setBusy(true);
    try {
      for (const person of people) await suppress(await readProspect(person.id));
      toast(t('avoid.done', { count: people.length }));
      setPeople([]);
      await client.invalidateQueries({ predicate: isOfProspects });
    } catch (error) {
      toast(error instanceof Error ? error.message : t('judge.failed'), { tone: 'bad', action: { label: t('retry'), onClick: () => void run() } });
    } finally {
      setBusy(false);
    }
  }

  const dialog = (
    <Dialog
      open={people.length > 0}
      onOpenChange={(open: boolean) => !open && setPeople([])}
      title={people.length === 1 ? t('avoid.titleOne', { name: people[0]?.name ?? '' }) : t('avoid.title', { count: people.length })}
      description={t('avoid.text')}
      footer={
        <>
          <Button variant="secondary" onClick={() => setPeople([])}>
            {t('cancel')}
          </Button>
          <Button variant="danger" loading={busy} onClick={() => void run()}>
            {t('avoid.act')}
          </Button>
        </>
      }
    />
  );
  return { ask: (list: Named[]) => setPeople(list), dialog };
}
