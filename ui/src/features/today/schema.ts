import { z } from 'zod'

const day = z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/).default('')

/** What the address of the day's screen holds: the days that are shown, and of which campaign. */
export const todaySearch = z.object({ from: day, to: day, campaign: z.string().regex(/^[a-z0-9]{0,15}$/).default('') })
