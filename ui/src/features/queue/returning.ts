import { useCallback, useEffect, useState } from 'react'

// A desktop's chat may open without this page ever being hidden.
const soon = 1_500

/** useReturn knows whether a card's chat was opened, and whether the person is back from it. */
export function useReturn(message: string) {
  const [state, setState] = useState({ message, opened: false, back: false })
  const now = state.message === message ? state : { message, opened: false, back: false }
  useEffect(() => {
    if (!now.opened || now.back) return
    const returned = () => {
      if (document.visibilityState === 'visible') setState({ message, opened: true, back: true })
    }
    const timer = setTimeout(returned, soon)
    document.addEventListener('visibilitychange', returned)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', returned)
    }
  }, [message, now.opened, now.back])
  return { opened: now.opened, back: now.back, open: useCallback(() => setState({ message, opened: true, back: false }), [message]) }
}
