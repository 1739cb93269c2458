import { useTranslation } from 'react-i18next';
import { useSearch } from '@/app/search';
import { useCan, useSession } from '@/api/session';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Skeleton } from '@/ui/Skeleton';
import { Link } from 'react-router';
import { ChannelStep } from './ChannelStep';
import { Example } from './Example';
import { FindStep } from './FindStep';
import { Rail } from './Rail';
import { useWorkspace } from './queries';
import { search } from './schema';
import { SiteStep } from './SiteStep';

/** Component is the first run: say what is sold, choose where to talk, find the first people. */
export function Component() {
  const [at, go] = useSearch(search);
  return (
    <div className="min-h-screen bg-bg min-[860px]:grid min-[860px]:grid-cols-[300px_minmax(0,1fr)] min-[1100px]:grid-cols-[356px_minmax(0,1fr)]">
      <Rail step={at.passo} />
      <main id="main" tabIndex={-1} className="px-4 pt-5 pb-[120px] outline-none min-[860px]:grid min-[860px]:grid-cols-[minmax(0,600px)] min-[860px]:items-start min-[860px]:justify-center min-[860px]:gap-[52px] min-[860px]:px-10 min-[860px]:py-[52px] min-[1240px]:grid-cols-[minmax(0,600px)_290px]">
        <Steps step={at.passo} way={at.por} go={go} />
        <Example />
      </main>
    </div>
  );
}

type At = { passo: number; por: 'mao' | 'email' | 'whatsapp' };

function Steps({ step, way, go }: { step: number; way: At['por']; go: (change: Partial<At>) => void }) {
  const { t } = useTranslation('firstrun');
  const { t: common } = useTranslation('common');
  const session = useSession();
  const workspace = useWorkspace();
  const may = useCan(session.role === 'admin' ? 'admin' : 'write');
  if (!may || session.role === 'viewer') {
    return <EmptyState drawing="hand" title={t('viewer.title')} text={t('viewer.text')} action={<Button asChild><Link to="/">{t('viewer.act')}</Link></Button>} />;
  }
  if (workspace.isError) {
    return <ErrorState what={t('error.what')} why={workspace.error.message} onRetry={() => void workspace.refetch()} retryLabel={common('retry')} detailsLabel={common('details')} copyLabel={common('copy')} />;
  }
  if (!workspace.data) return <Waiting />;
  if (step === 3) return <ChannelStep way={way} go={go} />;
  if (step === 4) return <FindStep way={way} workspace={workspace.data} go={go} />;
  return <SiteStep key={workspace.data.id} workspace={workspace.data} onDone={() => go({ passo: 3 })} />;
}

function Waiting() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-[340px] w-full rounded-lg" />
    </div>
  );
}
