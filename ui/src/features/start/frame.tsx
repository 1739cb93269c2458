import { lazy, Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useArrival } from '@/app/arrival'
import { chooseHere } from './language'
import { Mark } from '@/ui/Mark'

const Drawing = lazy(() => import('@/ui/Drawing').then(m => ({ default: m.Drawing }))) // an ornament: nobody waits for it

type Props = { title: string; text?: ReactNode; children?: ReactNode }

/** Frame is what stands around the screens that one comes in by. */
export function Frame({ title, text, children }: Props) {
  const { t, i18n } = useTranslation('start')
  useArrival()
  const other = i18n.language === 'en' ? 'pt-BR' : 'en'
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[356px_minmax(0,1fr)]">
      <aside className="flex flex-col gap-7 overflow-hidden border-line bg-sunken px-[30px] py-[26px] max-md:border-b max-md:px-4 max-md:py-3.5 md:border-r">
        <p className="flex items-center gap-[9px]">
          <Mark />
          <span className="text-[1.125rem] leading-normal font-[700] tracking-[-0.03em]">{t('brand')}</span>
        </p>
        <div className="max-md:hidden">
          <p className="text-[1.75rem] leading-tight font-bold tracking-[-0.02em] text-balance">{t('promise')}</p>
          <p className="mt-2 max-w-[32ch] text-lg text-ink-2">{t('promiseText')}</p>
        </div>
        <div aria-hidden="true" className="mt-auto max-md:hidden [&_svg]:h-auto [&_svg]:w-[236px]"><Suspense><Drawing name="hand" /></Suspense></div>
      </aside>
      <main id="main" className="flex flex-col px-4 py-8 md:items-center md:justify-center md:py-12">
        <div className="w-full max-w-[400px]">
          <h1 tabIndex={-1} data-page-title className="text-[1.625rem] leading-tight tracking-[-0.02em] outline-none">{title}</h1>
          {text && <p className="mt-1.5 mb-6 text-lg text-ink-2">{text}</p>}
          {!text && <div className="h-6" />}
          {children}
        </div>
        <p className="mt-10 w-full max-w-[400px] text-sm text-ink-3">
          <button type="button" lang={other} className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-ink-1" onClick={() => void chooseHere(other)}>{t('otherLanguage')}</button>
        </p>
      </main>
    </div>
  )
}
