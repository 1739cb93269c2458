import { Check, Pencil, SkipForward, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { Kbd } from '@/ui/Kbd'

type FootProps = { onApprove: () => void; onEdit: () => void; onSkip: () => void; onUndo?: () => void }

/** The three acts of a card and the way back, on the phone just above its bar. */
export function Foot({ onApprove, onEdit, onSkip, onUndo }: FootProps) {
  const { t } = useTranslation('review')
  return (
    <div className="flex gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-[calc(63px+env(safe-area-inset-bottom))] max-md:z-[7] max-md:border-t max-md:border-line max-md:bg-bg max-md:px-4 max-md:py-2.5 md:mt-4 md:justify-end">
      <IconButton size="lg" variant="quiet" className="touch:w-11" label={t('act.undo')} shortcut="Z" disabled={!onUndo} icon={<Undo2 aria-hidden="true" />} onClick={onUndo} />
      <span className="md:flex-1" />
      <Button size="lg" className="max-md:flex-1 max-md:px-2" icon={<SkipForward aria-hidden="true" />} onClick={onSkip}>{t('act.skip')}<Key name="S" /></Button>
      <Button size="lg" className="max-md:flex-1 max-md:px-2" icon={<Pencil aria-hidden="true" />} onClick={onEdit}>{t('act.edit')}<Key name="E" /></Button>
      <Button size="lg" variant="primary" className="max-md:flex-[1.5] max-md:px-2 md:min-w-44" icon={<Check aria-hidden="true" />} onClick={onApprove}>{t('act.approve')}<Key name="A" /></Button>
    </div>
  )
}

const Key = ({ name }: { name: string }) => <Kbd className="ml-1 max-md:hidden">{name}</Kbd>
