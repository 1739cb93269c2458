import { useTranslation } from 'react-i18next'

/** StepHead is the heading of a step: the only h1 of the page, which takes the focus when the step changes. */
export function StepHead({ step, title, lead }: { step: number; title: string; lead: string }) {
  const { t } = useTranslation('firstrun')
  return (
    <header className="mb-5">
      <p className="mb-1 text-[13px] text-ink-3 tabular-nums md:hidden">{t('step', { step, of: 4 })}</p>
      <h1 tabIndex={-1} data-page-title className="text-2xl leading-[1.2] font-semibold tracking-tight outline-none md:text-[26px]">{title}</h1>
      <p className="mt-1.5 text-[15.5px] text-ink-2">{lead}</p>
    </header>
  )
}
