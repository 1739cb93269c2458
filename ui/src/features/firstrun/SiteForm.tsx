import { Globe } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { siteOf, type SiteCard } from './schema'

type Props = { initial: string; pages: number | null; loading: boolean; error: Error | null; card: SiteCard | null; primary: boolean; onRead: (url: string) => void }

/** SiteForm takes the address, and once it was read shows it as a line. */
export function SiteForm({ initial, pages, loading, error, card, primary, onRead }: Props) {
  const { t } = useTranslation('firstrun')
  const [url, setUrl] = useState(siteOf(initial))
  const problem = error ? error.message : card && card.state !== 'ok' ? t(`state.${card.state}`) : undefined
  if (pages !== null && card) {
    return (
      <div className="mb-3 flex min-h-[46px] items-center gap-2.5 rounded-[12px] border border-line-strong bg-surface py-1.5 pr-2 pl-3.5">
        <Globe aria-hidden className="size-[15px] flex-none text-ink-3" />
        <span className="min-w-0 flex-1 truncate">{siteOf(card.url)}</span>
        <Badge tone="ok" className="max-md:hidden">{t('site.pages', { count: pages })}</Badge>
        <Button size="sm" variant="quiet" loading={loading} onClick={() => onRead(card.url)}>{t('site.again')}</Button>
      </div>
    )
  }
  return (
    <form
      className="mb-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (url.trim()) onRead(url.trim())
      }}
    >
      <Field label={t('site.label')} hint={loading ? t('site.reading') : t('site.hint')} error={problem}>
        {(field) => (
          <div className="flex flex-wrap gap-2">
            <Input {...field} className="min-w-[220px] flex-1" type="text" inputMode="url" autoComplete="url" autoCapitalize="none" placeholder={t('site.placeholder')} value={url} onChange={(event) => setUrl(event.target.value)} />
            <Button type="submit" variant={primary ? 'primary' : 'secondary'} loading={loading} className="max-md:flex-1">{t('site.act')}</Button>
          </div>
        )}
      </Field>
    </form>
  )
}
