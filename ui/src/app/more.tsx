import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Sheet } from '@/ui/Sheet'
import { further, groups } from './nav'
import { closeOverlay } from './overlays'
import { PersonMenu } from './person-menu'
import { WorkspaceMenu } from './workspace-menu'

const inBar = new Set(['/', '/conversas', '/fila', '/prospectos'])

/** What the phone's bar has no room for. */
export function More() {
  const { t } = useTranslation('shell')
  const common = useTranslation('common').t
  const places = [...further.filter(p => p.to === '/revisar'), ...groups.flatMap(g => g.places).filter(p => !inBar.has(p.to))]
  return (
    <Sheet open onOpenChange={open => { if (!open) closeOverlay() }} title={t('nav.more')} side="bottom" closeLabel={common('close')}>
      <WorkspaceMenu />
      <ul className="mt-3 grid grid-cols-2 gap-1">
        {places.map(place => (
          <li key={place.to}>
            <Link to={place.to} onClick={closeOverlay} className="flex min-h-12 items-center gap-3 rounded-md px-3 font-medium hover:bg-sunken">
              <place.icon aria-hidden="true" strokeWidth={1.75} className="size-5 shrink-0 text-ink-3" />
              {t(`nav.${place.word}`)}
            </Link>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex border-t border-line pt-2"><PersonMenu /></div>
    </Sheet>
  )
}
