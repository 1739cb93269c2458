import { useTranslation } from 'react-i18next'
import { useSearch } from '@/app/search'
import { useCan, useSession } from '@/api/session'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Link } from 'react-router'
import { ChannelStep } from './ChannelStep'
import { Example } from './Example'
import { FindStep } from './FindStep'
import { Rail } from './Rail'
import { search } from './schema'
import { SiteStep } from './SiteStep'

/** Component is the first run: say what is sold, choose where to talk, find the first people. */
export function Component() {
  const [at, go] = useSearch(search)
  return (
    <div className="min-h-screen bg-bg md:grid md:grid-cols-[300px_minmax(0,1fr)] lg:grid-cols-[356px_minmax(0,1fr)]">
      <Rail step={at.passo} />
      <main id="main" tabIndex={-1} className="px-4 pt-5 pb-[120px] outline-none md:grid md:grid-cols-[minmax(0,600px)] md:items-start md:justify-center md:gap-[52px] md:px-10 md:py-[52px] xl:grid-cols-[minmax(0,600px)_290px]">
        <Steps step={at.passo} way={at.por} go={go} />
        <Example />
      </main>
    </div>
  )
}

type At = { passo: number; por: 'mao' | 'email' | 'whatsapp' }

function Steps({ step, way, go }: { step: number; way: At['por']; go: (change: Partial<At>) => void }) {
  const { t } = useTranslation('firstrun')
  const { workspace } = useSession()
  if (!useCan('admin')) {
    return <section><h1 tabIndex={-1} data-page-title className="sr-only">{t('rail.title')}</h1><EmptyState drawing="hand" title={t('viewer.title')} text={t('viewer.text')} action={<Button asChild><Link to="/">{t('viewer.act')}</Link></Button>} /></section>
  }
  if (step === 3) return <ChannelStep way={way} go={go} />
  if (step === 4) return <FindStep way={way} workspace={workspace} go={go} />
  return <SiteStep key={workspace.id} workspace={workspace} onDone={() => go({ passo: 3 })} />
}
