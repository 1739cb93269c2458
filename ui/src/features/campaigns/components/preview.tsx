import { ChevronLeft, ChevronRight, CircleCheck, ExternalLink, MessageCircle, Mail, Camera, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useReason } from '@/api/reason';
import { useFormat } from '@/format';
import { Avatar } from '@/ui/Avatar';
import { EmptyState } from '@/ui/EmptyState';
import { IconButton } from '@/ui/IconButton';
import { Skeleton } from '@/ui/Skeleton';
import { usePreview } from '../queries';
import type { Campaign, Sample } from '../types';
import { Claims } from './claims';
import { Failed } from './failed';

/** How the first message will reach real people of this campaign, with what each claim rests on. */
export function Preview({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const preview = usePreview(campaign.id, [campaign.agent, campaign.channel, campaign.plans.join(), JSON.stringify(campaign.sequence)].join('|'));
  const [at, setAt] = useState(0);
  const items = preview.data ?? [];
  const sample = items[Math.min(at, items.length - 1)];
  return (
    <aside aria-label={t('preview.title')} className="flex flex-col gap-3.5 min-[1180px]:sticky min-[1180px]:top-[76px]">
      <div className="flex items-center">
        <h2>{t('preview.title')}</h2>
        {items.length > 1 ? (
          <div className="ml-auto flex items-center gap-0.5">
            <IconButton size="sm" label={t('preview.before')} icon={<ChevronLeft />} onClick={() => setAt((at + items.length - 1) % items.length)} />
            <span className="text-sm tabular-nums text-ink-2">{t('preview.of', { n: Math.min(at, items.length - 1) + 1, of: items.length })}</span>
            <IconButton size="sm" label={t('preview.after')} icon={<ChevronRight />} onClick={() => setAt((at + 1) % items.length)} />
          </div>
        ) : null}
      </div>
      {preview.error ? (
        <Failed error={preview.error} what={t('preview.failed')} onRetry={() => void preview.refetch()} />
      ) : preview.isPending ? (
        <Skeleton className="h-64 w-full rounded-[18px]" />
      ) : sample ? (
        <One sample={sample} campaign={campaign} stale={preview.isPlaceholderData} />
      ) : (
        <EmptyState drawing="dots" title={t('preview.none')} action={<Link className="font-semibold text-primary-ink underline underline-offset-2" to={`/campanhas/${campaign.id}/editar/buscar`}>{t('preview.find')}</Link>} />
      )}
    </aside>
  );
}

function One({ sample, campaign, stale }: { sample: Sample; campaign: Campaign; stale: boolean }) {
  const { t } = useTranslation('campaigns');
  const { phone, dateTime, number } = useFormat();
  const say = useReason();
  const Icon = campaign.channel === 'email' ? Mail : campaign.channel === 'instagram' ? Camera : MessageCircle;
  const facts = sample.facts ?? [];
  return (
    <div className={stale ? 'opacity-60 transition-opacity' : 'transition-opacity'}>
      <div className="overflow-hidden rounded-[18px] border border-line bg-sunken shadow-2">
        <div className="flex items-center gap-2.5 border-b border-line bg-surface px-3.5 py-2.5">
          <Avatar name={sample.prospect.name} />
          <div className="min-w-0 flex-1">
            <b className="block truncate font-semibold">{sample.prospect.name}</b>
            <span className="text-xs tabular-nums text-ink-3">{sample.to.startsWith('+') ? phone(sample.to) : sample.to}</span>
          </div>
          <Icon className="size-4 text-ink-3" aria-hidden="true" />
        </div>
        <div className="p-3.5">
          <p className="ml-auto max-w-[94%] rounded-[14px] rounded-br-[4px] border border-line bg-raised px-3.5 py-2.5 text-[15px] leading-relaxed whitespace-pre-line [overflow-wrap:anywhere]">
            <Claims text={sample.content} facts={sample.facts} />
          </p>
        </div>
      </div>
      {facts.length > 0 ? (
        <ol aria-label={t('preview.sources')} className="mt-3">
          {facts.map((f, i) => (
            <li key={f.id + f.start} id={`fonte-${i + 1}`} className="flex items-center gap-2.5 px-0.5 py-1.5">
              <span className="grid size-[22px] flex-none place-items-center rounded-md bg-accent-soft text-xs font-bold">{i + 1}</span>
              <span className="min-w-0 flex-1">
                <b className="block truncate text-[13.5px] font-semibold">{f.text}</b>
                <span className="block text-xs text-ink-3">{t('preview.read', { when: dateTime(f.at) })}</span>
              </span>
              {f.url ? (
                <a href={f.url} target="_blank" rel="noreferrer noopener" aria-label={t('preview.open', { n: i + 1 })} className="grid size-9 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink-1 touch:size-11">
                  <ExternalLink className="size-4" aria-hidden="true" />
                </a>
              ) : null}
            </li>
          ))}
        </ol>
      ) : null}
      {sample.held ? (
        <p className="mt-3 flex gap-2.5 rounded-lg bg-warn-soft px-4 py-3 text-warn-ink">
          <TriangleAlert className="mt-0.5 size-[18px] flex-none" aria-hidden="true" />
          <span>
            <b className="block font-semibold">{t('preview.held')}</b>
            {say(sample.held)}
          </span>
        </p>
      ) : (
        <p className="mt-3 flex gap-2.5 rounded-lg bg-ok-soft px-4 py-3 text-ok-ink">
          <CircleCheck className="mt-0.5 size-[18px] flex-none" aria-hidden="true" />
          <span>
            <b className="block font-semibold">{t('preview.ready')}</b>
            {t('preview.letters', { count: [...sample.content].length, n: number([...sample.content].length) })}
          </span>
        </p>
      )}
    </div>
  );
}
