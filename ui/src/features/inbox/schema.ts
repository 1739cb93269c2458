import { z } from 'zod'

/** The tabs, in their order on the screen. */
export const tabs = ['mine', 'all', 'snoozed', 'closed'] as const
export type Tab = (typeof tabs)[number]

/** What the address says: an answer is nobody's at first, so all of them is where one begins. */
export const schema = z.object({ tab: z.enum(tabs).catch('all').default('all') })
