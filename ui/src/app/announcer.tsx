import { useAnnounced } from './announce'

/** The live regions. They stand from the first moment, since a region that comes with its text is not read. */
export function Announcer() {
  const { polite, assertive, n } = useAnnounced()
  const again = n % 2 === 0 ? '' : '\u00a0' // the same text twice is two texts
  return (
    <>
      <div role="status" aria-live="polite" className="sr-only">{polite && polite + again}</div>
      <div role="alert" aria-live="assertive" className="sr-only">{assertive && assertive + again}</div>
    </>
  )
}
