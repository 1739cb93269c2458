import { useTranslation } from 'react-i18next'
import { useIsPhone } from '@/ui/media'
import { Sheet } from '@/ui/Sheet'
import { Details, type DetailsProps } from './details'

type AboutProps = DetailsProps & { wide: boolean; open: boolean; onClose: () => void }

/** What is known of the person: beside the thread where there is room, else over it. */
export function About({ wide, open, onClose, ...details }: AboutProps) {
  const { t } = useTranslation('inbox')
  const { t: c } = useTranslation('common')
  const phone = useIsPhone()
  if (wide) return <Details {...details} />
  return (
    <Sheet open={open} onOpenChange={onClose} title={t('details.title')} side={phone ? 'bottom' : 'right'} closeLabel={c('close')}>
      <div className="pb-4"><Details {...details} /></div>
    </Sheet>
  )
}
