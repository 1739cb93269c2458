import { useCallback, useSyncExternalStore } from 'react'

/** useMediaQuery says whether a media query holds now, and renders again when that changes. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  )
}

/** useIsPhone holds below 860 px, where the bottom bar takes the place of the sidebar. */
export function useIsPhone(): boolean {
  return useMediaQuery('(width < 860px)')
}
