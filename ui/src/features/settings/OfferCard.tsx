import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { WorkspaceRecord } from '@/api/collections'
import { useCan } from '@/api/session'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'

const pieces = ['offer', 'for_whom', 'proof', 'price', 'tone', 'never_say'] as const
type Said = { value?: string; origin?: string }

/** OfferCard shows what the messages are written from, and leads to where it is corrected. */
export function OfferCard({ workspace }: { workspace: WorkspaceRecord }) {
  const { t } = useTranslation('settings')
  const admin = useCan('admin')
  const profile = (workspace.profile ?? {}) as Record<string, Said | undefined>
  const known = pieces.filter((name) => profile[name]?.value)
  return (
    <Card>
      <CardHead title={t('offer.title')} actions={admin && <Button asChild size="sm"><Link to="/comece">{known.length > 0 ? t('offer.change') : t('offer.fill')}</Link></Button>} />
      <CardBody>
        {known.length === 0 && <p className="text-ink-2">{t('offer.none')}</p>}
        <dl className="grid gap-3">
          {known.map((name) => (
            <div key={name}>
              <dt className="text-xs text-ink-3">{t(`offer.${name}`)}</dt>
              <dd className="font-semibold break-words">{profile[name]?.value}</dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  )
}
