import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'

type Props = { onBack?: () => void; next: string; onNext?: () => void; loading?: boolean; disabled?: boolean; form?: string; children?: ReactNode }

/** StepFoot carries the one primary act: below the step, under the thumb on the phone. */
export function StepFoot({ onBack, next, onNext, loading, disabled, form, children }: Props) {
  const { t } = useTranslation('firstrun')
  return (
    <div className="fixed inset-x-0 bottom-0 z-10 flex items-center gap-2 border-t border-line bg-bg/95 px-4 pt-2.5 pb-[calc(10px+env(safe-area-inset-bottom))] backdrop-blur md:static md:mt-6 md:border-0 md:bg-transparent md:p-0 md:backdrop-blur-none">
      {onBack && <Button variant="quiet" className="max-md:hidden" onClick={onBack}>{t('back')}</Button>}
      {children}
      <Button
        size="lg"
        variant="primary"
        type={form ? 'submit' : 'button'}
        form={form}
        className="flex-1 max-md:h-[54px] md:ml-auto md:flex-none"
        loading={loading}
        disabled={disabled}
        onClick={onNext}
      >
        {next}
        <ArrowRight aria-hidden className="size-[18px]" />
      </Button>
    </div>
  )
}
