import { Bot, FileText, House, Inbox, Link2, ListChecks, Send, Settings, Users, type LucideIcon } from 'lucide-react'

export type Place = {
  to: string
  /** A word of the shell, below nav.*. */
  word: 'today' | 'inbox' | 'queue' | 'review' | 'campaigns' | 'prospects' | 'reports' | 'agents' | 'plans' | 'accounts' | 'templates' | 'settings'
  icon: LucideIcon
  /** Where it counts as being here, if not below `to`. */
  below?: string[]
  keys?: string
}

export type Group = { word: 'day' | 'work' | 'workshop'; places: Place[] }

/** The sidebar's groups. The phone's bar and the palette are made of the same places. */
export const groups: Group[] = [
  {
    word: 'day',
    places: [
      { to: '/', word: 'today', icon: House, below: ['/revisar'], keys: 'g h' },
      { to: '/conversas', word: 'inbox', icon: Inbox, keys: 'g i' },
      { to: '/fila', word: 'queue', icon: ListChecks, keys: 'g f' },
    ],
  },
  {
    word: 'work',
    places: [
      { to: '/campanhas', word: 'campaigns', icon: Send, keys: 'g c' },
      { to: '/prospectos', word: 'prospects', icon: Users, keys: 'g p' },
      { to: '/relatorios', word: 'reports', icon: FileText },
    ],
  },
  {
    word: 'workshop',
    places: [
      { to: '/oficina/escritores', word: 'agents', icon: Bot, below: ['/oficina/planos'] },
      { to: '/oficina/contas', word: 'accounts', icon: Link2, below: ['/oficina/modelos'] },
      { to: '/ajustes', word: 'settings', icon: Settings, keys: 'g s' },
    ],
  },
]

/** Places that the sidebar reaches through others. */
export const further: Place[] = [
  { to: '/revisar', word: 'review', icon: ListChecks, keys: 'g r' },
  { to: '/oficina/planos', word: 'plans', icon: FileText },
  { to: '/oficina/modelos', word: 'templates', icon: FileText },
]

/** isAt says whether an address belongs to a place. */
export function isAt(path: string, place: Place): boolean {
  const under = (to: string) => path === to || path.startsWith(`${to}/`)
  return (place.to === '/' ? path === '/' : under(place.to)) || (place.below?.some(under) ?? false)
}

/** placeOf is the place that an address belongs to. */
export function placeOf(path: string): Place | undefined {
  return [...further, ...groups.flatMap(group => group.places)].find(place => isAt(path, place))
}
