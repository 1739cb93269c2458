import type { useInfiniteQuery, UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { CardList } from '@/ui/CardList';
import { DataTable } from '@/ui/DataTable';
import type { CampaignName } from '../queries';
import { filtersOf, noFilters, type ListSearch } from '../schema';
import type { Extra, Row } from '../types';
import { useColumns, type Optional } from './columns';
import { PersonCard } from './person-card';
import { Empty, Failed, Loading, NoMatch } from './row-states';

interface Props {
  list: ReturnType<typeof useInfiniteQuery<unknown, Error>>;
  campaigns: UseQueryResult<CampaignName[]>;
  rows: Row[];
  extras: Map<string, Extra> | undefined;
  search: ListSearch;
  set: (patch: Partial<ListSearch>) => void;
  write: boolean;
  shown: Optional[];
  phone: boolean;
  /** Whose panel is open. */
  marked: string;
  selected: Set<string>;
  toggle: (id: string) => void;
  focused: string;
  setFocused: (id: string) => void;
  open: (id: string) => void;
}

const idOf = (row: Row) => row.id;

/** The rows, or why there are none. */
export function Rows(props: Props) {
  const { list, campaigns, rows, search, set, phone, open } = props;
  const columns = useColumns({ extras: props.extras, selected: props.selected, toggle: props.toggle, write: props.write, shown: props.shown });
  const { t } = useTranslation('prospects');
  const more = () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  const error = campaigns.error ?? list.error;
  if (error && rows.length === 0) return <Failed className="mx-6 max-md:mx-4" error={error} onRetry={() => void (campaigns.error ? campaigns.refetch() : list.refetch())} />;
  if (campaigns.isPending || list.isPending) return <Loading />;
  if (rows.length === 0) {
    const filtered = filtersOf(search).length > 0 || search.view !== 'best' || search.campaign !== '';
    return filtered ? <NoMatch search={search} onClear={() => set({ ...noFilters, view: 'best', campaign: '' })} /> : <Empty write={props.write} />;
  }
  if (phone) {
    return (
      <CardList
        label={t('title')}
        rows={rows}
        rowKey={idOf}
        rowLabel={(row) => row.name}
        onEndReached={more}
        onRowClick={(row) => open(row.id)}
        card={(row) => <PersonCard row={row} extra={props.extras?.get(row.id)} />}
        className="border-t border-line bg-surface"
      />
    );
  }
  return (
    <div className="mx-6 min-h-0 flex-1">
      <DataTable
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={idOf}
        rowHeight={52}
        onEndReached={more}
        selected={props.marked ? new Set([...props.selected, props.marked]) : props.selected}
        onRowClick={(row) => {
          props.setFocused(row.id);
          open(row.id);
        }}
        focusedKey={props.focused || undefined}
        onFocusedKeyChange={props.setFocused}
        className="h-full"
      />
    </div>
  );
}

