import * as z from 'zod/mini'

/** What somebody may do in Baton; each includes those before it. */
export const Access = z.enum(['member', 'manager', 'admin'])
export type Access = z.infer<typeof Access>
