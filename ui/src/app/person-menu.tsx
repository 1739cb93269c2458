import { Languages, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { updateMe, useSession } from '@/api/session'
import { setLanguage, type Language } from '@/i18n'
import { Avatar } from '@/ui/Avatar'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/ui/Menu'
import { setTheme, usePreferences, type Theme } from './preferences'

const themes: { value: Theme; icon: typeof Sun }[] = [{ value: 'system', icon: Monitor }, { value: 'light', icon: Sun }, { value: 'dark', icon: Moon }]

/** Whoever is signed in: theme, language, settings, leaving. */
export function PersonMenu() {
  const { t, i18n } = useTranslation('shell')
  const common = useTranslation('common').t
  const { record, role } = useSession()
  const leave = useLeave()
  const theme = usePreferences(s => s.theme)
  const name = record.full_name || record.email
  return (
    <Menu>
      <MenuTrigger aria-label={`${t('person')}: ${name}`} className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md p-2 text-left hover:bg-line/60 max-lg:flex-none">
        <Avatar name={name} />
        <span className="min-w-0 max-lg:hidden max-md:block">
          <span className="block truncate text-sm font-semibold">{name}</span>
          <span className="block truncate text-xs text-ink-3">{common(`role.${role}`)}</span>
        </span>
      </MenuTrigger>
      <MenuContent align="start" side="top" className="w-60">
        <MenuItem asChild><Link to="/ajustes/voce"><UserRound aria-hidden="true" />{t('you')}</Link></MenuItem>
        <MenuSeparator />
        <MenuLabel>{t('theme.label')}</MenuLabel>
        {themes.map(({ value, icon: Icon }) => (
          <MenuItem key={value} icon={<Icon aria-hidden="true" />} onSelect={() => setTheme(value)} aria-current={theme === value || undefined} className={theme === value ? 'font-semibold text-primary-ink' : ''}>
            {t(`theme.${value}`)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem icon={<Languages aria-hidden="true" />} onSelect={() => void chooseLanguage(i18n.language === 'en' ? 'pt-BR' : 'en')}>
          {i18n.language === 'en' ? t('toPortuguese') : t('toEnglish')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={leave}>{t('leave')}</MenuItem>
      </MenuContent>
    </Menu>
  )
}

/** useLeave signs out and goes to the sign-in. */
export function useLeave(): () => void {
  const { signOut } = useSession()
  const navigate = useNavigate()
  return () => void signOut(() => navigate('/entrar'))
}

/** chooseLanguage changes the language here and, for what the server words, at the server. */
export async function chooseLanguage(language: Language): Promise<void> {
  usePreferences.setState({ language })
  await setLanguage(language)
  await updateMe({ locale: language }).catch(() => undefined) // it holds here all the same
}
