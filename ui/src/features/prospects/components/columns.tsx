import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '@/format';
import { Checkbox } from '@/ui/Checkbox';
import type { Column } from '@/ui/DataRow';
import type { Extra, Row } from '../types';
import { Reach } from './reach';
import { Score } from './score';
import { ProspectState } from './state';
import { WhyLine } from './why-line';
import { Who } from './who';

/** The columns that may be put aside; the name stays. */
export const optional = ['city', 'score', 'why', 'state', 'reach', 'found'] as const;
export type Optional = (typeof optional)[number];
export const usual: Optional[] = ['city', 'score', 'why', 'state'];

interface Options {
  extras: Map<string, Extra> | undefined;
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  write: boolean;
  shown: Optional[];
}

export function useColumns({ extras, selected, toggle, write, shown }: Options) {
  const { t } = useTranslation('prospects');
  const { ago } = useFormat();
  return useMemo(() => {
    const all: Column<Row>[] = [
      {
        key: 'name',
        head: t('column.name'),
        width: 236,
        sticky: true,
        cell: (row: Row) => (
          <span className="flex min-w-0 items-center gap-3">
            {write ? (
              <Checkbox checked={selected.has(row.id)} onCheckedChange={() => toggle(row.id)} label={t('select', { name: row.name })} hideLabel />
            ) : null}
            <Who name={row.name} detail={row.category} />
          </span>
        ),
      },
      { key: 'city', head: t('column.city'), width: 124, cell: (row: Row) => <span className="block truncate">{row.city}</span> },
      { key: 'score', head: t('column.score'), width: 112, align: 'end', cell: (row: Row) => <Score value={row.score} /> },
      { key: 'why', head: t('column.why'), cell: (row: Row) => <WhyLine extra={extras?.get(row.id)} status={row.status} /> },
      { key: 'state', head: t('column.state'), width: 160, cell: (row: Row) => <ProspectState status={row.status} intent={row.intent} /> },
      { key: 'reach', head: t('column.reach'), width: 110, cell: (row: Row) => <Reach row={row} extra={extras?.get(row.id)} /> },
      { key: 'found', head: t('column.found'), width: 110, cell: (row: Row) => <span className="text-ink-3">{ago(row.created)}</span> },
    ];
    return all.filter((c) => c.key === 'name' || shown.includes(c.key as Optional));
  }, [t, ago, extras, selected, toggle, write, shown]);
}
