const day = 24 * 3_600_000

export type SnoozeWord = 'later' | 'tomorrow' | 'twoDays' | 'monday' | 'month'

/** nowOf is this moment, or the last message's where the server's clock runs ahead of ours. */
export function nowOf(lastMessage: string | undefined, now = Date.now()): number {
  const last = lastMessage ? Date.parse(lastMessage.replace(' ', 'T')) : 0
  return Math.max(now, Number.isNaN(last) ? 0 : last)
}

/** snoozes are the times to which a conversation is put off: in three hours, and mornings at nine where the workspace is. */
export function snoozes(now: number, zone: string): { word: SnoozeWord; at: Date }[] {
  const weekday = new Date(now + offset(now, zone)).getUTCDay()
  return [
    { word: 'later', at: new Date(now + day / 8) },
    { word: 'tomorrow', at: morning(now, 1, zone) },
    { word: 'twoDays', at: morning(now, 2, zone) },
    { word: 'monday', at: morning(now, (8 - weekday) % 7 || 7, zone) },
    { word: 'month', at: morning(now, 30, zone) },
  ]
}

/** morning is nine o'clock in a zone, some days on. */
export function morning(now: number, days: number, zone: string): Date {
  const there = new Date(now + offset(now, zone))
  const nine = Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate() + days, 9)
  return new Date(nine - offset(nine - offset(now, zone), zone)) // the offset of that day: clocks may change until then
}

// How far a zone is from UTC at a moment, in ms.
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find(part => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1000) * 1000
}
