import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { keys } from '@/api/keys';
import { useAct } from '@/api/mutation';
import { useCan, useSession } from '@/api/session';
import { Button } from '@/ui/Button';
import { Card, CardBody, CardHead } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { StateMark } from '@/ui/StateMark';
import { Textarea } from '@/ui/Textarea';
import { setGate } from '../queries';
import type { Campaign } from '../types';

/** How strictly the opt-in rule is applied. Lowering it is an admin's signed word, and stays visible. */
export function GateCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const admin = useCan('admin');
  const client = useQueryClient();
  const { workspace } = useSession();
  const [open, setOpen] = useState(false);
  const [statement, setStatement] = useState('');
  const low = campaign.gate === 'recorded_basis';
  const change = useAct<{ gate: string; statement: string }, Campaign>({
    run: (v) => setGate(campaign.id, v.gate, v.statement),
    onSuccess: (saved) => {
      setOpen(false);
      client.setQueryData(keys.one(workspace.id, 'campaigns', campaign.id), saved);
    },
  });
  return (
    <Card>
      <CardHead title={t('gateCard.title')} actions={<StateMark tone={low ? 'warn' : 'ok'} word={t(low ? 'gateCard.low' : 'gateCard.rules')} />} />
      <CardBody className="flex flex-wrap items-center gap-4">
        <p className="max-w-[60ch] flex-1 basis-72 text-sm text-ink-2">{t(low ? 'gateCard.lowText' : 'gateCard.rulesText')}</p>
        {!admin ? (
          <p className="text-sm text-ink-3">{t('gateCard.admin')}</p>
        ) : low ? (
          <Button variant="secondary" loading={change.isPending} onClick={() => change.mutate({ gate: 'provider_rules', statement: '' })}>
            {t('gateCard.raise')}
          </Button>
        ) : (
          <Button variant="secondary" onClick={() => setOpen(true)}>
            {t('gateCard.lower')}
          </Button>
        )}
      </CardBody>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('gateCard.lower')}
        description={t('gateCard.lowerText')}
        footer={
          <>
            <Button variant="secondary" onClick={() => setOpen(false)}>
              {t('cancel')}
            </Button>
            <Button variant="danger" loading={change.isPending} disabled={statement.trim().length < 20} onClick={() => change.mutate({ gate: 'recorded_basis', statement })}>
              {t('gateCard.sign')}
            </Button>
          </>
        }
      >
        <Field label={t('gateCard.statement')} hint={t('gateCard.statementHint')}>
          {(control) => <Textarea {...control} rows={5} value={statement} onChange={(e) => setStatement(e.target.value)} />}
        </Field>
      </Dialog>
    </Card>
  );
}
