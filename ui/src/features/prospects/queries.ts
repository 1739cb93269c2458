import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';

import { api, call, send } from '@/api/http';
import { keys } from '@/api/keys';
import { pb } from '@/api/pb';
import { useSession } from '@/api/session';
import type { ProspectQuery } from './schema';
import type { Detail, Extra, Judged, Message, Page, Permission, Row } from './types';

/** How many rows a page has: as many as one look at the rest of them takes (a filter of ids holds 200 at most). */
const pageSize = 100;

export interface CampaignName {
  id: string;
  name: string;
  status: string;
  selection: string;
}

/** The workspace's campaigns, the newest first. */
export function useCampaigns() {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.list(workspace.id, 'campaigns', { names: true }),
    queryFn: async () =>
      (await pb.collection('campaigns').getList(1, 200, { sort: '-created', fields: 'id,name,status,selection', skipTotal: true }))
        .items as unknown as CampaignName[],
    staleTime: 60_000,
  });
}

/** How many prospects the workspace's campaigns have found: the counters' word, since the list has no total. */
export function useFoundCount(campaign: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.list(workspace.id, 'campaigns', { counts: true }),
    queryFn: async () =>
      (await pb.collection('campaigns').getList(1, 200, { fields: 'id,found_count', skipTotal: true })).items as unknown as {
        id: string;
        found_count: number;
      }[],
    select: (items) => items.filter((c) => !campaign || c.id === campaign).reduce((sum, c) => sum + c.found_count, 0),
    staleTime: 60_000,
  });
}

export function listKey(workspace: string, query: ProspectQuery) {
  return keys.route(workspace, 'prospects', { ...query });
}

/** The long list, a page at a time. */
export function useProspects(query: ProspectQuery, enabled: boolean) {
  const { workspace } = useSession();
  return useInfiniteQuery({
    queryKey: listKey(workspace.id, query),
    enabled,
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) =>
      (await call(
        api.GET('/prospects', { params: { query: { ...query, limit: pageSize, cursor: pageParam || undefined } }, signal }),
      )) as unknown as Page,
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

/** What the list leaves out of its rows: reasons of the score, the channel's handle, why somebody is ignored. */
export function useExtras(pages: Page[] | undefined) {
  const { workspace } = useSession();
  const ids = (pages ?? []).map((page) => page.items.map((row) => row.id));
  return useQuery({
    queryKey: keys.list(workspace.id, 'prospects', { extras: ids.flat().join(',') }),
    enabled: ids.flat().length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ client }) => {
      const lists = await Promise.all(ids.filter((page) => page.length > 0).map((page) => readExtras(client, workspace.id, page)));
      return new Map(lists.flat().map((extra) => [extra.id, extra]));
    },
  });
}

/** One page's extras, kept apart so that a further page reads only its own. */
function readExtras(client: ReturnType<typeof useQueryClient>, workspace: string, ids: string[]) {
  return client.fetchQuery({
    queryKey: keys.list(workspace, 'prospects', { extrasOf: ids.join(',') }),
    staleTime: 60_000,
    queryFn: async () =>
      (await pb.collection('prospects').getList(1, ids.length, {
        filter: ids.map((id) => `id='${id}'`).join('||'),
        fields: 'id,score_reasons,whatsapp,username,ignored_reason,has_website',
        skipTotal: true,
      })).items as unknown as Extra[],
  });
}

export function useProspect(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.one(workspace.id, 'prospects', id),
    enabled: id !== '',
    queryFn: async ({ signal }) =>
      (await call(api.GET('/prospects/{id}', { params: { path: { id } }, signal }))) as unknown as Detail,
  });
}

export function useHistory(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.route(workspace.id, 'messages', { prospect: id }),
    enabled: id !== '',
    queryFn: async ({ signal }) =>
      ((await call(api.GET('/messages', { params: { query: { prospect: id, limit: 100 } }, signal }))) as unknown as { items: Message[] })
        .items,
  });
}

export interface Slip {
  id: string;
  step: number;
  sent_at: string;
  permission: Permission | null;
}

/** Why each message to a person was allowed. */
export function useSlips(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.list(workspace.id, 'messages', { permissionsOf: id }),
    enabled: id !== '',
    queryFn: async () =>
      (await pb.collection('messages').getList(1, 50, {
        filter: pb.filter("prospect={:id} && direction='outbound'", { id }),
        sort: '-created',
        fields: 'id,step,sent_at,permission',
        skipTotal: true,
      })).items as unknown as Slip[],
  });
}

export interface Judgement {
  campaign: string;
  approve?: string[] | 'rest' | Record<string, unknown>;
  refuse?: { id: string; reason: string }[];
  restore?: string[];
}

export async function judge(body: Judgement): Promise<Judged> {
  return send<Judged>('POST', '/prospects/judge', body);
}

/** Judges people of several campaigns: one act a campaign. */
export async function judgeEach(rows: Pick<Row, 'id' | 'campaign'>[], of: (ids: string[]) => Omit<Judgement, 'campaign'>): Promise<Judged[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) groups.set(row.campaign, [...(groups.get(row.campaign) ?? []), row.id]);
  return Promise.all([...groups].map(([campaign, ids]) => judge({ campaign, ...of(ids) })));
}

/** Adds every contact of a person to the list of those whom nobody writes to. */
export async function suppress(person: Detail): Promise<void> {
  const contacts = [
    ['phone', person.phone],
    ['phone', person.whatsapp],
    ['email', person.email],
    ['username', person.username],
  ] as const;
  const seen = new Set<string>();
  for (const [kind, value] of contacts) {
    if (!value || seen.has(value)) continue;
    seen.add(value);
    await call(api.POST('/suppressions', { body: { kind, value, reason: 'manual' } }));
  }
}

export async function readProspect(id: string): Promise<Detail> {
  return (await call(api.GET('/prospects/{id}', { params: { path: { id } } }))) as unknown as Detail;
}

/** Changes rows of every list in the cache by id, and returns how to put the old ones back. */
export function usePatchRows() {
  const client = useQueryClient();
  const { workspace } = useSession();
  return (ids: Iterable<string>, patch: Partial<Row>) => {
    const wanted = new Set(ids);
    const key = keys.route(workspace.id, 'prospects').slice(0, 2);
    const before = client.getQueriesData<InfiniteData<Page>>({ queryKey: key });
    client.setQueriesData<InfiniteData<Page>>({ queryKey: key }, (data) =>
      data?.pages
        ? {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((row) => (wanted.has(row.id) ? { ...row, ...patch } : row)),
            })),
          }
        : data,
    );
    return () => before.forEach(([k, data]) => client.setQueryData(k, data));
  };
}

/** Everything read of people is stale: lists and single ones. */
export function isOfProspects(query: { queryKey: readonly unknown[] }): boolean {
  return query.queryKey[1] === 'prospects' || query.queryKey[1] === 'route:prospects';
}
