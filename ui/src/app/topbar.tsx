import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { IconButton } from '@/ui/IconButton'
import { Kbd } from '@/ui/Kbd'
import { placeOf } from './nav'
import { openPalette } from './overlays'

/** The bar on top: where one is, and the way to everywhere. */
export function TopBar() {
  const { t } = useTranslation('shell')
  const place = placeOf(useLocation().pathname)
  return (
    <header className="sticky top-0 z-[5] flex h-14 items-center gap-3 border-b border-line bg-bg/88 px-7 backdrop-blur-[10px] max-md:pr-2 max-md:pl-4 print:hidden">
      <div className="min-w-0 flex-1 truncate font-semibold">{place && <Link to={place.to}>{t(`nav.${place.word}`)}</Link>}</div>
      <button type="button" onClick={openPalette} className="flex h-[34px] w-[250px] items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-left text-ink-3 hover:border-line-strong touch:h-11 max-md:hidden">
        <Search aria-hidden="true" className="size-[15px]" />
        <span className="flex-1">{t('find')}</span>
        <Kbd>{t('key.mod')}</Kbd>
        <Kbd>{'K'}</Kbd>
      </button>
      <IconButton className="md:hidden" label={t('find')} icon={<Search aria-hidden="true" />} onClick={openPalette} />
    </header>
  )
}
