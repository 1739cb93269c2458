import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ApiError } from '@/api/http'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Frame } from './frame'

/** Stale is what a link shows that holds no more, with the reason and the way on. */
export function Stale({ title, unknown, thrown }: { title: string; unknown: string; thrown: ApiError }) {
  const { t } = useTranslation('start')
  return (
    <Frame title={title}>
      <div className="flex flex-col gap-4">
        {thrown.status === 404 ? <p className="text-ink-2">{unknown}</p> : <Refusal thrown={thrown} />}
        <Button asChild size="lg"><Link to="/entrar">{t('goSignIn')}</Link></Button>
      </div>
    </Frame>
  )
}
