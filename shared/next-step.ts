import * as z from 'zod/mini'
import { Instant } from './instant'

/** Something that will happen by itself, in words: "Lukas starts" at 09:00. */
export const NextStep = z.object({ at: Instant, sentence: z.string() })
export type NextStep = z.infer<typeof NextStep>
