import * as z from 'zod/mini'

/** Something that was looked at. `unknown`: it could not be. */
export const Finding = z.object({
  name: z.string(),
  verdict: z.enum(['good', 'warning', 'bad', 'unknown']),
  sentence: z.string(),
  /** What to do about it; null: nothing. */
  mend: z.nullable(z.string()),
})
export type Finding = z.infer<typeof Finding>
