import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { Card } from '@/ui/Card'
import { useIsPhone } from '@/ui/media'
import { PageHead } from '@/ui/PageHead'
import { sections } from './sections'

/** Component is the list of sections on the phone; where there is room for both, the first opens at once. */
export function Component() {
  const { t } = useTranslation('settings')
  if (!useIsPhone()) return <Navigate to="/ajustes/agencia" replace />
  return (
    <>
      <PageHead title={t('title')} />
      <Card>
        <ul>
          {sections.map(({ path, Icon }) => (
            <li key={path} className="border-t border-line first:border-0">
              <Link to={`/ajustes/${path}`} className="flex min-h-[60px] items-center gap-3 px-4 py-2.5">
                <Icon aria-hidden className="size-5 flex-none text-ink-3" strokeWidth={1.75} />
                <span className="min-w-0 flex-1">
                  <b className="block font-semibold">{t(`section.${path}`)}</b>
                  <span className="block text-sm text-ink-2">{t(`about.${path}`)}</span>
                </span>
                <ChevronRight aria-hidden className="size-4 text-ink-3" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
