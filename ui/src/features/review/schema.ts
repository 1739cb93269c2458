import { z } from 'zod'

/** What the address of the queue carries. */
export const reviewSearch = z.object({ campaign: z.string().regex(/^[a-z0-9]{0,15}$/).default('') })

/** A text in edit: not empty. What a channel takes at most, the server says. */
export const editSchema = z.object({ content: z.string().trim().min(1) })
