import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'pt-BR' | 'en'
type Catalogue = Record<string, unknown>

/** Words of a namespace: a loader for each language, so that only the one in use is fetched. */
export type Words = Record<Language, () => Promise<{ default: Catalogue }>>

const registered = new Map<string, Words>()

const shared: Record<string, Words> = {
  common: { 'pt-BR': () => import('./common.pt-BR.json'), en: () => import('./common.en.json') },
  shell: { 'pt-BR': () => import('./shell.pt-BR.json'), en: () => import('./shell.en.json') },
  reasons: { 'pt-BR': () => import('./reasons.pt-BR.json'), en: () => import('./reasons.en.json') },
}

/** startWords prepares i18next with what every screen shares. */
export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    load: 'currentOnly',
    fallbackLng: false,
    defaultNS: 'common',
    ns: [],
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0])
  document.documentElement.lang = language
  await Promise.all(Object.entries(shared).map(([namespace, words]) => loadWords(namespace, words)))
}

/** loadWords brings a namespace in the language in use, once. */
export async function loadWords(namespace: string, words: Words): Promise<void> {
  registered.set(namespace, words)
  await bring(namespace, words, (i18next.language || 'pt-BR') as Language)
}

async function bring(namespace: string, words: Words, language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, namespace)) return
  i18next.addResourceBundle(language, namespace, (await words[language]()).default)
}

/** setLanguage changes the language of everything that is on screen. */
export async function setLanguage(language: Language): Promise<void> {
  await Promise.all([...registered].map(([namespace, words]) => bring(namespace, words, language)))
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** languageOf chooses: what was chosen here, else the browser's, else Portuguese. */
export function languageOf(chosen: string, browser: readonly string[]): Language {
  if (chosen === 'pt-BR' || chosen === 'en') return chosen
  for (const tag of browser) {
    if (tag.startsWith('pt')) return 'pt-BR'
    if (tag.startsWith('en')) return 'en'
  }
  return 'pt-BR'
}
