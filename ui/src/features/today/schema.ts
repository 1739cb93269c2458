import * as z from 'zod/mini'

const day = z._default(z.string().check(z.regex(/^(\d{4}-\d{2}-\d{2})?$/)), '')

/** What the address of the day's screen holds: the days that are shown, and of which campaign. */
export const todaySearch = z.object({ from: day, to: day, campaign: z._default(z.string().check(z.regex(/^[a-z0-9]{0,15}$/)), '') })
