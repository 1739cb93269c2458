import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSessionStore } from './api/session'

export type Moment = Date | string | number

export type Format = ReturnType<typeof makeFormat>

const minute = 60_000
const hour = 60 * minute

/** makeFormat writes numbers, money and times as people of a locale do, in a workspace's zone and currency. */
export function makeFormat(locale: string, zone: string, currency: string, now: () => number = Date.now) {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const cents = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const whole = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 })
  const share = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone })
  const dated = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone })
  const key = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const nearDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const english = locale.startsWith('en')

  const time = (d: Moment) => clock.format(moment(d))
  const day = (d: Moment) => {
    const at = moment(d)
    const shown = key.format(at).slice(0, 4) === key.format(now()).slice(0, 4) ? date : dated
    return shown.formatToParts(at).map(part => (part.type === 'month' ? part.value.replace('.', '') : part.value)).join('').replace(/ de /g, ' ')
  }
  const dayDistance = (d: Moment) => Math.round((Date.parse(key.format(moment(d))) - Date.parse(key.format(now()))) / (24 * hour))

  return {
    /** 1.284 */
    number: (n: number) => plain.format(n),
    /** R$ 4,12, from cents. */
    money: (n: number) => cents.format(n / 100),
    /** R$ 4,12, from millionths. */
    micros: (n: number) => cents.format(n / 1e6),
    /** 19,2 %, from a share of 1. */
    percent: (x: number) => `${share.format(x * 100)}\u00a0%`,
    /** 13:30 */
    time,
    /** 24 nov */
    day,
    /** hoje, 9:12 · ontem, 9:12 · 24 nov, 9:12 */
    dateTime: (d: Moment) => {
      const distance = dayDistance(d)
      return `${Math.abs(distance) <= 1 ? nearDay.format(distance, 'day') : day(d)}, ${time(d)}`
    },
    /** há 2 h, up to 24 hours; then the day. */
    ago: (d: Moment) => {
      const passed = now() - moment(d).getTime()
      if (passed >= 24 * hour || passed < -24 * hour) return day(d)
      if (Math.abs(passed) < minute) return relative.format(0, 'second')
      return Math.abs(passed) < hour ? relative.format(-Math.trunc(passed / minute), 'minute') : relative.format(-Math.trunc(passed / hour), 'hour')
    },
    /** +55 19 90000-0014 */
    phone: formatPhone,
    /** de R$ 38 a R$ 52, from cents. */
    range: (a: number, b: number) => (english ? `${whole.format(a / 100)} to ${whole.format(b / 100)}` : `de ${whole.format(a / 100)} a ${whole.format(b / 100)}`),
    /** 2026-11-24, the day in the workspace's zone. */
    dayKey: (d: Moment) => key.format(moment(d)),
    zone,
    currency,
    locale,
  }
}

/** moment reads PocketBase's times too, which have a space where ISO has a T. */
export function moment(d: Moment): Date {
  if (d instanceof Date) return d
  if (typeof d === 'number') return new Date(d)
  if (/^\d{4}-\d{2}-\d{2}$/.test(d)) return new Date(`${d}T12:00:00Z`) // a day, not a time: noon is the same day nearly everywhere
  return new Date(d.includes('T') ? d : d.replace(' ', 'T'))
}

/** formatPhone spaces a number out as Brazil writes it; others keep their digits. */
export function formatPhone(e164: string): string {
  const br = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(e164)
  return br ? `+55 ${br[1]} ${br[2]}-${br[3]}` : e164
}

/** useFormat writes in the person's language, and in the zone and currency of the workspace. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  const zone = useSessionStore(s => s.workspace?.timezone) || 'America/Sao_Paulo'
  const currency = useSessionStore(s => s.workspace?.currency) || 'BRL'
  const locale = i18n.language || 'pt-BR'
  return useMemo(() => makeFormat(locale, zone, currency), [locale, zone, currency])
}
