import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/format'
import { qrPath } from '../qr'
import type { Queue } from '../queue'
import { Tally } from './Tally'

/** Beside the card on a wide screen: the way to the phone, and how far the round and the day are. */
export function Aside({ queue }: { queue: Queue }) {
  const { t } = useTranslation('queue')
  const { number } = useFormat()
  const { round, next } = queue
  return (
    <aside className="w-[260px] max-lg:hidden">
      <h2>{t('phone.title')}</h2>
      <PhoneCode />
      {round && (
        <>
          <h3 className="mt-6 mb-1.5">{t('tally.title')}</h3>
          <Tally round={round} left />
        </>
      )}
      {next.data && (
        <>
          <h3 className="mt-6 mb-1.5">{t('limit.title')}</h3>
          <p className="text-sm text-ink-2 tabular-nums">{t('limit.you', { used: number(next.data.used), ceiling: number(next.data.ceiling) })}</p>
        </>
      )}
    </aside>
  )
}

/** The queue's address as a code for the camera, where the phone can reach it at all. */
function PhoneCode() {
  const { t } = useTranslation('queue')
  const { host, origin } = window.location
  const local = /^(localhost|127\.|\[::1\])/.test(host)
  const code = useMemo(() => (local ? null : qrPath(`${origin}/fila`)), [local, origin])
  if (!code) return <p className="mt-0.5 text-ink-2">{t('phone.local')}</p>
  return (
    <>
      <p className="mt-0.5 text-ink-2">{t('phone.text')}</p>
      <svg role="img" aria-label={t('phone.code')} viewBox={`-3 -3 ${code.size + 6} ${code.size + 6}`} shapeRendering="crispEdges" className="mt-4 size-[156px] rounded-[18px] border border-line bg-white">
        <rect x={-3} y={-3} width={code.size + 6} height={code.size + 6} fill="white" />
        <path d={code.path} fill="black" />
      </svg>
    </>
  )
}
