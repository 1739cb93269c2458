import { useTranslation } from 'react-i18next'
import { Chip } from '@/ui/Chip'
import { platformNames, type Platform } from './platforms'

/** PlatformPick chooses what is connected; the official number comes first. */
export function PlatformPick({ value, onPick }: { value: Platform; onPick: (platform: Platform) => void }) {
  const { t } = useTranslation('accounts')
  return (
    <div role="group" aria-label={t('new.kind')} className="mb-5 flex gap-2 overflow-x-auto pb-1 max-md:-mx-4 max-md:px-4 md:flex-wrap">
      {platformNames.map((name) => (
        <Chip key={name} selected={name === value} onClick={() => onPick(name)}>{t(`platform.${name}`)}</Chip>
      ))}
    </div>
  )
}
