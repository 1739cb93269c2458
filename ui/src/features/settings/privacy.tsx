import { useTranslation } from 'react-i18next'
import { useSearch } from '@/app/search'
import { useCan } from '@/api/session'
import { PageHead } from '@/ui/PageHead'
import { Tab, Tabs, TabsList, TabsPanel } from '@/ui/Tabs'
import { AuditList } from './AuditList'
import { ConsentList } from './ConsentList'
import { PersonSearch } from './PersonSearch'
import { RequestList } from './RequestList'
import { privacySearch } from './schema'

/** Component is what people may ask of the agency: to see, mend or erase what is held, and the log of who did what. */
export function Component() {
  const { t } = useTranslation('settings')
  const admin = useCan('admin')
  const [at, go] = useSearch(privacySearch)
  const tabs = admin ? (['pessoas', 'pedidos', 'consentimentos', 'registro'] as const) : (['pedidos', 'consentimentos'] as const)
  const tab = (tabs as readonly string[]).includes(at.aba) ? at.aba : 'pedidos'
  return (
    <>
      <PageHead title={t('section.privacidade')} meta={t('privacy.meta')} />
      <Tabs value={tab} onValueChange={(aba) => go({ aba: aba as typeof tab })}>
        <TabsList aria-label={t('section.privacidade')} className="mb-4">
          {tabs.map((one) => <Tab key={one} value={one}>{t(`privacy.tab.${one}`)}</Tab>)}
        </TabsList>
        {admin && <TabsPanel value="pessoas"><PersonSearch /></TabsPanel>}
        <TabsPanel value="pedidos"><RequestList /></TabsPanel>
        <TabsPanel value="consentimentos"><ConsentList /></TabsPanel>
        {admin && <TabsPanel value="registro"><AuditList /></TabsPanel>}
      </Tabs>
    </>
  )
}
