import { CirclePause, CopyPlus, Ellipsis, Pencil, Play, Square } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';

import { useOnline } from '@/app/online';
import { useAct } from '@/api/mutation';
import { useCan, useSession } from '@/api/session';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/Menu';
import { act } from '../queries';
import type { Campaign } from '../types';

/** Pausing and going on; ending for good asks first, for it cannot be taken back. */
export function Acts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const write = useCan('write');
  const online = useOnline();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { workspace } = useSession();
  const [ending, setEnding] = useState(false);
  const again = () => client.invalidateQueries({ predicate: (q) => q.queryKey[0] === workspace.id });
  const move = useAct<'pause' | 'resume' | 'complete', Campaign>({
    run: (name) => act(campaign.id, name),
    success: (name) => t(`act.done.${name}`),
    undo: (name) => (name === 'complete' ? undefined : act(campaign.id, name === 'pause' ? 'resume' : 'pause').then(again)),
    onSuccess: again,
  });
  const copy = useAct<void, Campaign>({ run: () => act(campaign.id, 'duplicate'), onSuccess: (made) => navigate(`/campanhas/${made.id}/editar/buscar`) });
  if (!write) return null;
  return (
    <>
      {campaign.status === 'completed' ? null : (
        <Button variant="secondary" asChild>
          <Link to={`/campanhas/${campaign.id}/editar/buscar`}>
            <Pencil aria-hidden="true" />
            {t('act.edit')}
          </Link>
        </Button>
      )}
      {campaign.status === 'active' ? (
        <Button variant="secondary" icon={<CirclePause />} loading={move.isPending} disabled={!online} onClick={() => move.mutate('pause')}>
          {t('act.pause')}
        </Button>
      ) : null}
      {campaign.status === 'paused' ? (
        <Button variant="primary" icon={<Play />} loading={move.isPending} disabled={!online} onClick={() => move.mutate('resume')}>
          {t('act.resume')}
        </Button>
      ) : null}
      {campaign.status === 'draft' ? (
        <Button variant="primary" asChild>
          <Link to={`/campanhas/${campaign.id}/editar/conferir`}>{t('act.check')}</Link>
        </Button>
      ) : null}
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={t('act.more')} variant="secondary" icon={<Ellipsis />} />
        </MenuTrigger>
        <MenuContent>
          <MenuItem icon={<CopyPlus />} disabled={!online} onSelect={() => copy.mutate()}>
            {t('act.copy')}
          </MenuItem>
          {campaign.status === 'active' || campaign.status === 'paused' ? (
            <MenuItem icon={<Square />} tone="bad" disabled={!online} onSelect={() => setEnding(true)}>
              {t('act.end')}
            </MenuItem>
          ) : null}
        </MenuContent>
      </Menu>
      <Dialog
        open={ending}
        onOpenChange={setEnding}
        title={t('act.endTitle', { name: campaign.name })}
        description={t('act.endText')}
        footer={
          <>
            <Button variant="secondary" onClick={() => setEnding(false)}>
              {t('cancel')}
            </Button>
            <Button variant="danger" loading={move.isPending} onClick={() => move.mutate('complete', { onSuccess: () => setEnding(false) })}>
              {t('act.end')}
            </Button>
          </>
        }
      />
    </>
  );
}
