import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Held } from '@/api/openapi'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { EraseDialog } from './EraseDialog'
import { countsOf, namesOf, saveAs } from './held'
import type { PersonKey } from './schema'

type Props = { person: PersonKey; said: string; held: Held; onErased: () => void }

/** HeldCard says how much is held of a person, gives it away as a file, and erases it. */
export function HeldCard({ person, said, held, onErased }: Props) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const [asked, setAsked] = useState(false)
  const counts = countsOf(held)
  const names = namesOf(held)
  const nothing = counts.every(([, n]) => n === 0)
  if (nothing) return <p role="status" className="rounded-lg border border-dashed border-line-strong px-[18px] py-5 text-ink-2">{t('person.none', { said })}</p>
  return (
    <Card>
      <CardHead title={names[0] ?? said} meta={names.length > 1 ? t('person.others', { count: names.length - 1 }) : undefined} />
      <CardBody className="grid gap-4">
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
          {counts.map(([name, n]) => (
            <div key={name}>
              <dd className="text-xl font-bold tabular-nums">{format.number(n)}</dd>
              <dt className="text-sm text-ink-2">{t(`held.${name}`, { count: n })}</dt>
            </div>
          ))}
        </dl>
        <div className="flex flex-wrap gap-2 max-md:flex-col">
          <Button icon={<Download aria-hidden />} onClick={() => saveAs(held, t('person.file'))}>{t('person.download')}</Button>
          <Button variant="danger" onClick={() => setAsked(true)}>{t('person.erase')}</Button>
        </div>
      </CardBody>
      <EraseDialog open={asked} onClose={() => setAsked(false)} person={person} name={names[0] ?? said} onErased={onErased} />
    </Card>
  )
}
