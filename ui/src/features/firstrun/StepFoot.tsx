import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/Button';

type Props = { onBack?: () => void; next: string; onNext?: () => void; loading?: boolean; disabled?: boolean; form?: string; children?: ReactNode };

/** StepFoot carries the one primary act: below the step, under the thumb on the phone. */
export function StepFoot({ onBack, next, onNext, loading, disabled, form, children }: Props) {
  const { t } = useTranslation('firstrun');
  return (
    <div className="fixed inset-x-0 bottom-0 z-10 flex items-center gap-2 border-t border-line bg-bg/95 px-4 pt-2.5 pb-[calc(10px+env(safe-area-inset-bottom))] backdrop-blur min-[860px]:static min-[860px]:mt-6 min-[860px]:border-0 min-[860px]:bg-transparent min-[860px]:p-0 min-[860px]:backdrop-blur-none">
      {onBack && <Button variant="quiet" className="max-[859px]:hidden" onClick={onBack}>{t('back')}</Button>}
      {children}
      <Button
        size="lg"
        variant="primary"
        type={form ? 'submit' : 'button'}
        form={form}
        className="flex-1 max-[859px]:h-[54px] min-[860px]:ml-auto min-[860px]:flex-none"
        loading={loading}
        disabled={disabled}
        onClick={onNext}
      >
        {next}
        <ArrowRight aria-hidden className="size-[18px]" />
      </Button>
    </div>
  );
}
