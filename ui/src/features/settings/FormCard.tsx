import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '@/api/http'
import { Refusal } from '@/app/refusal'
import { useOnline } from '@/app/online'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'

type Props = { title: string; text?: string; may: boolean; saving: boolean; dirty: boolean; error: ApiError | null; shown: string[]; onSubmit: () => void; children: ReactNode }

/** FormCard is a card of settings that are saved together. Who may not change them reads them. */
export function FormCard({ title, text, may, saving, dirty, error, shown, onSubmit, children }: Props) {
  const { t } = useTranslation('common')
  const online = useOnline()
  return (
    <Card>
      <CardHead title={title} />
      <CardBody>
        {text && <p className="mb-4 max-w-[64ch] text-sm text-ink-2">{text}</p>}
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (may) onSubmit()
          }}
        >
          <fieldset disabled={!may} className="grid gap-4 sm:grid-cols-2">{children}</fieldset>
          {error && <Refusal thrown={error} shown={shown} />}
          {may && (
            <div className="flex flex-wrap items-center gap-3">
              <Button type="submit" loading={saving} disabled={!online || !dirty} className="max-md:w-full">{t('save')}</Button>
              {!online && <span className="text-sm text-ink-3">{t('offlineWrite')}</span>}
            </div>
          )}
        </form>
      </CardBody>
    </Card>
  )
}
