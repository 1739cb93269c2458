import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { send } from '@/api/http';
import { keys } from '@/api/keys';
import { pb } from '@/api/pb';
import { useSession } from '@/api/session';
import type { Campaign, Estimate, Failure, Forecast, Recent, Rehearsal, Sample, Search, Upcoming, Why } from './types';

export function useCampaigns() {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.list(workspace.id, 'campaigns'),
    queryFn: async () =>
      (await pb.collection('campaigns').getList<Campaign>(1, 200, {
        sort: '-created',
        skipTotal: true,
        fields:
          'id,name,status,pause_reason,channel,accounts,gate,found_count,qualified_count,contacted_count,sent_count,replied_count,converted_count,failed_count,cost_micros,created,updated',
      })).items,
  });
}

export function useCampaign(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.one(workspace.id, 'campaigns', id),
    queryFn: () => pb.collection('campaigns').getOne<Campaign>(id),
    enabled: id !== '',
  });
}

export function whyKey(workspace: string, campaign: string) {
  return keys.route(workspace, 'why', { campaign });
}

export function useWhy(campaign: string, enabled = true) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: whyKey(workspace.id, campaign),
    queryFn: () => send<Why>('GET', `/why?campaign=${campaign}`),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useUpcoming(id: string, day: 'today' | 'tomorrow') {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.route(workspace.id, 'upcoming', { id, day }),
    queryFn: () => send<Upcoming>('GET', `/campaigns/${id}/upcoming?day=${day}`),
  });
}

export function useFailures(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.route(workspace.id, 'failures', { id }),
    queryFn: async () => (await send<{ items: Failure[] | null }>('GET', `/campaigns/${id}/failures`)).items ?? [],
  });
}

export function useRecent(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.route(workspace.id, 'messages', { campaign: id, recent: true }),
    queryFn: async () => (await send<{ items: Recent[] | null }>('GET', `/messages?campaign=${id}&limit=20`)).items ?? [],
  });
}

export function useSearches(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.list(workspace.id, 'searches', { campaign: id }),
    queryFn: async () =>
      (await pb.collection('searches').getList<Search>(1, 200, {
        filter: pb.filter('campaign={:id}', { id }),
        sort: '-created',
        skipTotal: true,
        fields: 'id,source,status,found,error,created',
      })).items,
  });
}

/** How many messages of a campaign wait for somebody's word, by PocketBase's own count. */
export function useDrafts(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.list(workspace.id, 'messages', { drafts: id }),
    queryFn: async () =>
      (await pb.collection('messages').getList(1, 1, { filter: pb.filter("campaign={:id} && status='draft'", { id }), fields: 'id' })).totalItems,
  });
}

export function useForecast(id: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.route(workspace.id, 'forecast', { id }),
    queryFn: () => send<Forecast>('GET', `/campaigns/${id}/forecast`),
  });
}

/** How many searches the server estimates at once. */
const mostEstimated = 20;

export function useEstimate(sources: unknown[]) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.route(workspace.id, 'estimate', { sources }),
    enabled: sources.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const parts = Array.from({ length: Math.ceil(sources.length / mostEstimated) }, (_, i) => sources.slice(i * mostEstimated, (i + 1) * mostEstimated));
      const answers = await Promise.all(parts.map((part) => send<{ items: Estimate[] | null }>('POST', '/searches/estimate', { sources: part })));
      return answers.flatMap((a) => a.items ?? []);
    },
    retry: false,
  });
}

/** Five real people with what each would get. It is asked when the sentences were saved, never while they are typed. */
export function usePreview(id: string, saved: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.route(workspace.id, 'preview', { id, saved }),
    placeholderData: keepPreviousData,
    queryFn: async () => (await send<{ items: Sample[] | null }>('POST', `/campaigns/${id}/preview`, { count: 5 })).items ?? [],
    retry: false,
  });
}

export interface Option {
  id: string;
  name: string;
}

function useOptions<T>(collection: string, fields: string) {
  const { workspace } = useSession();
  return useQuery({
    queryKey: keys.list(workspace.id, collection, { fields }),
    queryFn: async () => (await pb.collection(collection).getList<T>(1, 200, { fields, skipTotal: true, sort: 'created' })).items,
    staleTime: 30_000,
  });
}

export const useAgents = () => useOptions<Option & { account: string; language: string }>('agents', 'id,name,account,language');
export const usePlans = () => useOptions<Option & { price_cents: number }>('service_plans', 'id,name,price_cents');
export interface Account {
  id: string;
  platform: string;
  account_identifier: string;
  status: string;
  limits: { per_hour?: number; per_day?: number } | null;
}
export const useAccounts = () => useOptions<Account>('integrated_accounts', 'id,platform,account_identifier,status,limits');

export const act = (id: string, name: 'start' | 'pause' | 'resume' | 'complete' | 'duplicate') => send<Campaign>('POST', `/campaigns/${id}/${name}`);
export const find = (id: string) => send<{ searches: string[] }>('POST', `/campaigns/${id}/find`);
export const stopSearch = (id: string) => send<void>('POST', `/searches/${id}/stop`);
export const rehearse = (id: string) => send<Rehearsal>('POST', `/campaigns/${id}/rehearse`);
export const retryFailures = (campaign: string, error_code: string) =>
  send<{ id: string; ok: boolean }[] | null>('POST', '/messages/retry', { campaign, error_code });
export const judge = (body: object) => send<{ refused: number; restored: number }>('POST', '/prospects/judge', body);
export const setGate = (id: string, gate: string, statement: string) => send<Campaign>('POST', `/campaigns/${id}/gate`, { gate, statement });
export const saveCampaign = (id: string, patch: Partial<Campaign>) => pb.collection('campaigns').update<Campaign>(id, patch);
export const createCampaign = (fields: Partial<Campaign> & { workspace: string }) => pb.collection('campaigns').create<Campaign>(fields);
