import * as z from 'zod/mini'

/** The least first. */
export const Urgency = z.enum(['low', 'normal', 'high', 'urgent'])
export type Urgency = z.infer<typeof Urgency>
