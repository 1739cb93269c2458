import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { useCan } from '@/api/session';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Field } from '@/ui/Field';
import { PageHead } from '@/ui/PageHead';
import { Select } from '@/ui/Select';
import { FileDrop } from './components/file-drop';
import { ImportMap } from './components/import-map';
import { ImportReport } from './components/import-report';
import { useImport } from './importing';
import { useCampaigns } from './queries';
import type { Target } from './sheet';

/** A list that somebody brings along: file, what its columns are, and what became of each row. */
export function Component() {
  const { t } = useTranslation('prospects');
  const [params] = useSearchParams();
  const write = useCan('write');
  const campaigns = useCampaigns();
  const [picked, setPicked] = useState(params.get('campaign') ?? '');
  const [chosen, setChosen] = useState<Record<number, Target | 'skip' | ''>>({});
  const importing = useImport(setChosen);
  const campaign = picked || campaigns.data?.[0]?.id || '';
  if (!write) return <EmptyState drawing="hand" title={t('import.viewer')} />;
  if (importing.done) {
    return (
      <div className="mx-auto max-w-[880px]">
        <PageHead title={t('import.doneTitle')} />
        <ImportReport answer={importing.done} campaign={campaign} onAgain={importing.reset} />
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-[880px]">
      <PageHead title={t('import.title')} meta={<span className="block max-w-[60ch]">{t('import.lead')}</span>} />
      {campaigns.data?.length === 0 ? (
        <EmptyState
          drawing="dots"
          title={t('import.noCampaign')}
          action={
            <Button variant="primary" asChild>
              <Link to="/campanhas/nova">{t('import.newCampaign')}</Link>
            </Button>
          }
        />
      ) : (
        <div className="flex flex-col gap-6">
          <Field label={t('import.campaign')} className="max-w-[420px]">
            {(control) => (
              <Select {...control} value={campaign || undefined} onValueChange={setPicked} options={(campaigns.data ?? []).map((c) => ({ value: c.id, label: c.name }))} />
            )}
          </Field>
          <FileDrop file={importing.file} onFile={importing.take} error={importing.problem} />
          {importing.file && importing.head ? <ImportMap head={importing.head} chosen={chosen} onChange={setChosen} /> : null}
          {importing.file && !importing.head && !importing.problem ? <p className="text-sm text-ink-2">{t('import.unread')}</p> : null}
          {importing.file ? (
            <div className="flex items-center justify-end gap-3">
              <Button variant="primary" size="lg" loading={importing.sending} disabled={!campaign || Boolean(importing.problem)} onClick={() => void importing.send(campaign, chosen)}>
                {importing.sending ? t('import.sending') : t('import.go', { count: importing.head?.count ?? 0 })}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </div>
  );
}
