import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Input } from '@/ui/Input'
import { lives, useShare, type Life } from './queries'

type Props = { campaign: string; week: string; onClose: () => void }

/** ShareDialog asks how long the link holds; the choice itself makes and copies it. */
export function ShareDialog({ campaign, week, onClose }: Props) {
  const { t } = useTranslation('reports')
  const { t: common } = useTranslation('common')
  const format = useFormat()
  const share = useShare()
  const [copied, setCopied] = useState(false)
  const url = share.data ? new URL(share.data.url, window.location.origin).href : ''
  const copy = (text: string) => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => setCopied(false))
  const make = (days: Life) => share.mutate({ campaign, week, days }, { onSuccess: (made) => copy(new URL(made.url, window.location.origin).href) })
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose() }} title={share.data ? t('share.made') : t('share.title')} description={t('share.text')} closeLabel={common('close')}>
      {!share.data && (
        <div className="grid gap-2">
          {lives.map((days) => <Button key={days} size="lg" loading={share.isPending && share.variables.days === days} onClick={() => make(days)}>{t('share.days', { count: days })}</Button>)}
        </div>
      )}
      {share.error && <div className="mt-3"><Refusal thrown={share.error} shown={[]} /></div>}
      {share.data && (
        <div role="status" className="grid gap-2">
          <div className="flex gap-2">
            <Input readOnly aria-label={t('share.link')} value={url} onFocus={(event) => event.target.select()} className="min-w-0 flex-1" />
            <Button icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={() => copy(url)}>{copied ? common('copied') : common('copy')}</Button>
          </div>
          <p className="text-sm text-ink-2">{t('share.until', { day: format.day(share.data.expires_at) })}</p>
        </div>
      )}
    </Dialog>
  )
}
