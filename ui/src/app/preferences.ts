import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Theme = 'system' | 'light' | 'dark'

/** What a person chose on this device. Nothing here came from the server. */
type Preferences = { theme: Theme; language: 'pt-BR' | 'en' | ''; oneLetterKeys: boolean }

export const usePreferences = create<Preferences>()(persist(() => ({ theme: 'system', language: '', oneLetterKeys: true }) as Preferences, { name: 'aceno.preferences' }))

const dark = '(prefers-color-scheme: dark)'

/** applyTheme writes the chosen theme, or the system's, where the style sheet reads it. */
export function applyTheme(): void {
  const { theme } = usePreferences.getState()
  const resolved = theme === 'system' ? (window.matchMedia?.(dark).matches ? 'dark' : 'light') : theme
  document.documentElement.dataset.theme = resolved
}

/** followTheme keeps it true while the app runs. */
export function followTheme(): void {
  applyTheme()
  usePreferences.subscribe(applyTheme)
  window.matchMedia?.(dark).addEventListener('change', applyTheme)
}

export function setTheme(theme: Theme): void {
  usePreferences.setState({ theme })
}
