import { Check, ChevronsUpDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useAct } from '@/api/mutation'
import { useSession } from '@/api/session'
import { Avatar } from '@/ui/Avatar'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/Menu'

/** The switch of the workspace, which is a client of whoever works for several. */
export function WorkspaceMenu() {
  const { t } = useTranslation('shell')
  const common = useTranslation('common').t
  const { workspace, memberships, role } = useSession()
  const switching = useSwitch()
  const face = (
    <>
      <Avatar name={workspace.name} square />
      <span className="min-w-0 flex-1 text-left max-lg:hidden max-md:block">
        <span className="block truncate text-sm font-semibold">{workspace.name}</span>
        <span className="block truncate text-xs text-ink-3">{common(`role.${role}`)}</span>
      </span>
    </>
  )
  const box = 'flex w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2 py-[7px] shadow-1 max-lg:justify-center max-lg:px-1 max-md:justify-start max-md:px-2'
  if (memberships.length < 2) return <div className={box} title={workspace.name}>{face}</div>
  return (
    <Menu>
      <MenuTrigger aria-label={`${t('workspace')}: ${workspace.name}`} className={box}>
        {face}
        <ChevronsUpDown aria-hidden="true" className="size-[15px] shrink-0 text-ink-2 max-lg:hidden max-md:block" />
      </MenuTrigger>
      <MenuContent align="start" className="w-[236px]">
        {memberships.map(m => (
          <MenuItem key={m.workspace} onSelect={() => { if (m.workspace !== workspace.id) switching.mutate(m.workspace) }}
            icon={m.workspace === workspace.id ? <Check aria-hidden="true" /> : <span className="size-4" />}>
            {m.name}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}

/** useSwitch goes over to another workspace and to its first screen: an address of the old one means nothing there. */
export function useSwitch() {
  const { t } = useTranslation('shell')
  const { activate, memberships } = useSession()
  const navigate = useNavigate()
  return useAct<string>({
    run: async id => {
      await navigate('/')
      await activate(id)
    },
    success: id => t('switched', { name: memberships.find(m => m.workspace === id)?.name ?? '' }),
  })
}
