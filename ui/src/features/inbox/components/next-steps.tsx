import { CalendarClock, Repeat } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Chip } from '@/ui/Chip'
import type { NextStep } from '../types'

type NextStepsProps = { value: NextStep['kind'] | undefined; days: number; onChange: (kind: NextStep['kind'] | undefined) => void }

/** What comes after the answer; it happens with it, or not at all. */
export function NextSteps({ value, days, onChange }: NextStepsProps) {
  const { t } = useTranslation('inbox')
  const toggle = (kind: NextStep['kind']) => () => onChange(value === kind ? undefined : kind)
  return (
    <div role="group" aria-label={t('composer.steps')} className="flex min-w-0 gap-2 overflow-x-auto py-px [scrollbar-width:none]">
      <Chip selected={value === 'meeting'} icon={<CalendarClock aria-hidden="true" />} onClick={toggle('meeting')}>{t('composer.meeting')}</Chip>
      <Chip selected={value === 'later'} icon={<Repeat aria-hidden="true" />} onClick={toggle('later')}>{t('composer.later', { count: days })}</Chip>
      <Chip selected={value === 'lost'} onClick={toggle('lost')}>{t('composer.lost')}</Chip>
    </div>
  )
}
