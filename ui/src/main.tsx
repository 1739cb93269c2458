import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { config } from 'zod/v4/core'
import { followTheme, usePreferences } from './app/preferences'
import { makeRouter } from './app/router'
import { startSession } from './api/session'
import { languageOf, startWords } from './i18n'
import { installNonce } from './ui/nonce'
import './styles/app.css'
import './app/first.css'

installNonce()
config({ jitless: true }) // the page's policy lets nobody compile text
followTheme()
void startSession().catch(() => undefined) // begins now; the routes wait for it, and show what went wrong
void begin()

async function begin() {
  await startWords(languageOf(usePreferences.getState().language, navigator.languages ?? []))
  const router = makeRouter()
  await new Promise<void>(ready => {
    const look = (initialized: boolean) => { if (initialized) ready() }
    router.subscribe(state => look(state.initialized))
    look(router.state.initialized)
  })
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no root')
  createRoot(root).render(<RouterProvider router={router} />)
}
