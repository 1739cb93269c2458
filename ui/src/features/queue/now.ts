import { useEffect, useState } from 'react'

/** useNow gives the time while something counts down to `until`, twice a second, and rests afterwards. */
export function useNow(until: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until <= Date.now()) return
    setNow(Date.now())
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= until) clearInterval(timer)
    }, 500)
    return () => clearInterval(timer)
  }, [until])
  return now
}
