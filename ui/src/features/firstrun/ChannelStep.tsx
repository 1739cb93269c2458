import { Hand, Mail, MessageCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Badge } from '@/ui/Badge'
import { cn } from '@/ui/cn'
import type { Way } from './schema'
import { StepFoot } from './StepFoot'
import { StepHead } from './StepHead'

const ways = [
  { way: 'mao', Icon: Hand },
  { way: 'whatsapp', Icon: MessageCircle },
  { way: 'email', Icon: Mail },
] as const

/** ChannelStep chooses where to talk. By hand needs nothing; the official number is connected on its own page and comes back here. */
export function ChannelStep({ way, go }: { way: Way; go: (change: { passo?: number; por?: Way }) => void }) {
  const { t } = useTranslation('firstrun')
  const navigate = useNavigate()
  const next = () => {
    if (way === 'whatsapp') void navigate(`/oficina/contas/nova?volta=${encodeURIComponent('/comece?passo=4&por=whatsapp')}`)
    else go({ passo: 4 })
  }
  return (
    <section>
      <StepHead step={3} title={t('channel.title')} lead={t('channel.lead')} />
      <fieldset className="grid gap-2.5">
        <legend className="sr-only">{t('channel.title')}</legend>
        {ways.map(({ way: one, Icon }) => (
          <label key={one} className={cn('flex cursor-pointer items-start gap-3 rounded-[14px] border bg-surface p-4', way === one ? 'border-primary bg-primary-soft ring-1 ring-primary' : 'border-line-strong')}>
            <input type="radio" name="way" className="mt-1 size-4 flex-none accent-primary" checked={way === one} onChange={() => go({ por: one })} />
            <Icon aria-hidden className="mt-0.5 size-5 flex-none text-ink-2" strokeWidth={1.75} />
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-2">
                <b className="font-semibold">{t(`channel.${one}`)}</b>
                {one === 'mao' && <Badge tone="ok">{t('channel.ready')}</Badge>}
              </span>
              <span className="mt-0.5 block text-[13px] text-ink-2">{t(`channel.${one}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="mt-3 text-[13px] text-ink-3">{t('channel.later')}</p>
      <StepFoot onBack={() => go({ passo: 2 })} next={way === 'whatsapp' ? t('channel.connect') : t('channel.next')} onNext={next} />
    </section>
  )
}
