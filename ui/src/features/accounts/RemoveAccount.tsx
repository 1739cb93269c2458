import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Dialog } from '@/ui/Dialog'
import { useRemoveAccount } from './queries'
import type { Account } from './schema'

/** RemoveAccount takes an account away, after naming what is lost with it. */
export function RemoveAccount({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const remove = useRemoveAccount()
  const [asked, setAsked] = useState(false)
  return (
    <Card>
      <CardHead title={t('remove.title')} />
      <CardBody className="grid gap-3">
        <p className="text-sm text-ink-2">{t('remove.text')}</p>
        <div><Button variant="danger" onClick={() => setAsked(true)}>{t('remove.act')}</Button></div>
      </CardBody>
      <Dialog
        open={asked}
        onOpenChange={setAsked}
        title={t('remove.ask', { name: account.account_identifier })}
        description={t('remove.lost')}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsked(false)}>{t('keys.cancel')}</Button>
            <Button variant="danger" loading={remove.isPending} onClick={() => remove.mutate(account.id, { onSuccess: () => void navigate('/oficina/contas') })}>{t('remove.act')}</Button>
          </>
        }
      />
    </Card>
  )
}
