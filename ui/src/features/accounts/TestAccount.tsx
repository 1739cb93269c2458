import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { useTestAccount } from './queries'

/** TestAccount asks the provider now, and shows what it said in its own words. */
export function TestAccount({ id }: { id: string }) {
  const { t } = useTranslation('accounts')
  const test = useTestAccount(id)
  return (
    <div className="grid gap-3">
      <div><Button loading={test.isPending} onClick={() => test.mutate()}>{t('test.act')}</Button></div>
      {test.data && (
        <div role="status" className={test.data.status === 'active' ? 'rounded-md bg-ok-soft px-3.5 py-3 text-sm' : 'rounded-md bg-warn-soft px-3.5 py-3 text-sm'}>
          <p className="font-semibold">{t(`test.${test.data.status}`)}</p>
          {test.data.detail && <p>{test.data.detail}</p>}
        </div>
      )}
      {test.error && <Refusal thrown={test.error} shown={[]} />}
    </div>
  )
}
