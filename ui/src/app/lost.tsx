import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'

/** Lost is what an address shows that leads nowhere. */
export function Lost() {
  const { t } = useTranslation('shell')
  return (
    <>
      <h1 tabIndex={-1} data-page-title className="sr-only">{t('lost.title')}</h1>
      <EmptyState drawing="dots" title={t('lost.title')} text={t('lost.text')}
        action={<Button asChild><Link to="/">{t('lost.home')}</Link></Button>} />
    </>
  )
}
