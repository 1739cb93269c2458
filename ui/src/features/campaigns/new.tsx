import { useQueryClient } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';

import { useOnline } from '@/app/online';
import { keys } from '@/api/keys';
import { useAct } from '@/api/mutation';
import { useCan, useSession } from '@/api/session';
import { Button } from '@/ui/Button';
import { Checkbox } from '@/ui/Checkbox';
import { EmptyState } from '@/ui/EmptyState';
import { Field } from '@/ui/Field';
import { Input } from '@/ui/Input';
import { PageHead } from '@/ui/PageHead';
import { areaOf, begin } from './draft';
import { createCampaign, find, useAccounts, useAgents, useEstimate, usePlans } from './queries';
import type { Campaign } from './types';

/** A campaign begins with whom to look for and where; the rest has a proposal and can be changed later. */
export function Component() {
  const { t } = useTranslation('campaigns');
  const { workspace } = useSession();
  const write = useCan('write');
  const online = useOnline();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [niche, setNiche] = useState(params.get('ramo') ?? '');
  const [city, setCity] = useState(params.get('cidade') ?? '');
  const [noSite, setNoSite] = useState(true);
  const [touched, setTouched] = useState(false);
  const agents = useAgents();
  const plans = usePlans();
  const accounts = useAccounts();
  const ready = niche.trim() !== '' && city.trim() !== '';
  const estimate = useEstimate(ready ? [{ type: 'openstreetmap', query: niche.trim(), area: areaOf(city), limit: 500 }] : []);
  const make = useAct<boolean, Campaign>({
    run: async (search) => {
      const phone = (accounts.data ?? []).find((a) => a.platform === 'whatsapp' && a.status === 'active');
      const name = t(noSite ? 'new.nameNoSite' : 'new.name', { niche: niche.trim().replace(/^./, (l) => l.toLocaleUpperCase()), city: city.split(',')[0]?.trim() ?? '' });
      const fields = begin({
        niche, city, noSite, name, language: workspace.locale || 'pt-BR', zone: workspace.timezone || 'America/Sao_Paulo',
        agent: agents.data?.[0]?.id, plans: (plans.data ?? []).slice(0, 1).map((p) => p.id), accounts: phone ? [phone.id] : [],
      });
      const made = await createCampaign({ ...fields, workspace: workspace.id });
      if (search) await find(made.id);
      return made;
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: keys.of(workspace.id, 'campaigns') });
      await navigate(`/campanhas/${made.id}/editar/buscar`, { replace: true });
    },
  });
  if (!write) return <EmptyState drawing="hand" title={t('builder.viewer')} />;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (ready && !make.isPending) make.mutate(true);
  };
  const found = estimate.data?.[0];
  return (
    <div className="mx-auto max-w-[620px]">
      <PageHead title={t('new.title')} meta={t('new.lead')} />
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <Field label={t('find.niche')} error={touched && !niche.trim() ? t('new.noNiche') : undefined}>
          {(control) => <Input {...control} value={niche} autoComplete="off" placeholder={t('find.nicheExample')} onChange={(e) => setNiche(e.target.value)} />}
        </Field>
        <Field label={t('find.city')} error={touched && !city.trim() ? t('new.noCity') : undefined}>
          {(control) => <Input {...control} value={city} autoComplete="off" placeholder={t('find.cityExample')} onChange={(e) => setCity(e.target.value)} />}
        </Field>
        <Checkbox label={t('find.noSite')} checked={noSite} onCheckedChange={setNoSite} />
        <p className="rounded-md bg-sunken px-4 py-3 text-sm text-ink-2" aria-live="polite">
          {ready && found ? (found.expected !== null ? t('find.expected', { count: found.expected, n: String(found.expected) }) : t('find.upTo', { n: String(found.most ?? 500) })) : t('new.source')} {t('find.free')}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" size="lg" icon={<Search />} loading={make.isPending} disabled={!online}>
            {t('find.go')}
          </Button>
          <Button variant="quiet" asChild>
            <Link to="/campanhas">{t('cancel')}</Link>
          </Button>
        </div>
      </form>
    </div>
  );
}
