import { useEffect } from 'react'
import { useLocation } from 'react-router'

/** useArrival makes a new address known: the focus goes to the screen's title, and the window takes its name. */
export function useArrival(): void {
  const path = useLocation().pathname
  useEffect(() => {
    let arrived = !moved // the first screen keeps the focus where the browser put it
    moved = true
    const look = () => {
      const title = document.querySelector<HTMLElement>('h1[data-page-title]')
      if (!title) return
      const name = title.textContent?.trim() ?? ''
      document.title = name ? `${name} · Aceno` : 'Aceno'
      if (arrived) return
      arrived = true
      title.focus({ preventScroll: true })
    }
    look()
    const observer = new MutationObserver(look)
    observer.observe(document.getElementById('root') ?? document.body, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [path])
}

let moved = false
