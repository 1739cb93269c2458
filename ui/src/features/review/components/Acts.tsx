import { Check, LockOpen, Pencil, SkipForward, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Kbd } from '@/ui/Kbd'
import { useIsPhone } from '@/ui/media'

type Props = {
  held: boolean
  fixed: boolean
  canTakeBack: boolean
  releasing: boolean
  offline: boolean
  onApprove: () => void
  onRelease: () => void
  onEdit: () => void
  onSkip: () => void
  onTakeBack: () => void
}

/** The four acts on a card, in reach of the thumb; each with its key. */
export function Acts(props: Props) {
  const { t } = useTranslation('review')
  const common = useTranslation('common').t
  const phone = useIsPhone()
  const key = (name: string) => (phone ? null : <Kbd>{name}</Kbd>)
  const size = phone ? 'lg' : 'md'
  return (
    <div className="mt-4 flex flex-wrap gap-2 max-md:mt-0 max-md:grid max-md:grid-cols-3">
      <Button icon={<Undo2 aria-hidden="true" />} variant="quiet" aria-disabled={!props.canTakeBack} onClick={props.canTakeBack ? props.onTakeBack : undefined} className="mr-auto max-md:mr-0">{t('takeBack')}{key('Z')}</Button>
      <Button icon={<Pencil aria-hidden="true" />} aria-disabled={props.fixed || props.offline} title={props.offline ? common('offlineWrite') : undefined} onClick={props.fixed || props.offline ? undefined : props.onEdit}>{t('edit')}{key('E')}</Button>
      <Button icon={<SkipForward aria-hidden="true" />} onClick={props.onSkip}>{t('skip')}{key('S')}</Button>
      {props.held
        ? <Button variant="primary" size={size} className="min-w-36 max-md:col-span-3" icon={<LockOpen aria-hidden="true" />} loading={props.releasing} aria-disabled={props.offline} onClick={props.offline ? undefined : props.onRelease}>{t('release')}{key('A')}</Button>
        : <Button variant="primary" size={size} className="min-w-36 max-md:col-span-3" icon={<Check aria-hidden="true" />} onClick={props.onApprove}>{t('approve')}{key('A')}</Button>}
    </div>
  )
}
