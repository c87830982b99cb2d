import * as z from 'zod/mini'
import { Instant } from './instant'

/**
 * `reminder`: the first response nears · `late`: it is late, and the next in the chain is told · `follow-up`: the owner did
 * nothing · `follow-up chain`: still not · `absent owner`, `acceptance`: somebody else gets it · `quick answer`: its owner
 * said they would answer at once.
 */
export const TimerKind = z.enum([
  'reminder',
  'late',
  'follow-up',
  'follow-up chain',
  'absent owner',
  'acceptance',
  'quick answer',
])
export type TimerKind = z.infer<typeof TimerKind>

/** A timer, in words: what it will do, or has done, at that moment. */
export const SaidTimer = z.object({ kind: TimerKind, at: Instant, sentence: z.string() })
export type SaidTimer = z.infer<typeof SaidTimer>
