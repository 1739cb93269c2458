import { useNavigate } from 'react-router'
import { useCan } from '@/api/session'
import { useKeys } from './keys'
import { openHelp, openPalette } from './overlays'

/** useShellKeys is what the keyboard does on every screen. A screen's own search field is marked with data-page-search. */
export function useShellKeys(): void {
  const navigate = useNavigate()
  const write = useCan('write')
  const go = (to: string) => () => void navigate(to)
  useKeys('everywhere', {
    'mod+k': openPalette,
    '?': openHelp,
    '/': () => {
      const field = document.querySelector<HTMLElement>('[data-page-search]')
      if (!field) return openPalette()
      field.focus()
      return true
    },
    'g h': go('/'),
    'g i': go('/conversas'),
    'g r': go('/revisar'),
    'g f': go('/fila'),
    'g c': go('/campanhas'),
    'g p': go('/prospectos'),
    'g s': go('/ajustes'),
    n: () => (write ? void navigate('/campanhas/nova') : false),
  })
}
