import { useLayoutEffect, useRef, useState } from 'react'

/** useBelow is the height that is left below what stands above: the bar, and strips that come and go. */
export function useBelow<E extends HTMLElement>() {
  const box = useRef<E>(null)
  const [top, setTop] = useState(56) // the bar alone
  useLayoutEffect(() => {
    const measure = () => {
      if (box.current) setTop(Math.round(box.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  return { box, style: { height: `calc(100dvh - ${top}px)` } }
}
