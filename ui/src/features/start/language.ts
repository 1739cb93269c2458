import { usePreferences } from '@/app/preferences'
import { setLanguage, type Language } from '@/i18n'

/** chooseHere changes the language before anybody is signed in. */
export async function chooseHere(language: Language): Promise<void> {
  usePreferences.setState({ language })
  await setLanguage(language)
}
