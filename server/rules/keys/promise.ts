import * as z from 'zod'
import type { Target as CompiledTarget } from '../../routing/facts'
import { Duration, durationMs } from '../formats'
import { section } from './section'

const SomeTime = Duration.refine(({ amount }) => amount > 0, 'expected more than no time')

/** Milliseconds on the clock. */
export const Milliseconds = Duration.transform(durationMs)

/** A stretch of time on the clock, or of working time. */
export const Target = z
  .union(
    [
      SomeTime.transform((within): CompiledTarget => ({ kind: 'plain', ms: durationMs(within) })),
      section({
        within: SomeTime.describe('How long.'),
        count: z.literal('working').describe("Only the team's working time counts."),
      }).transform(
        ({ within }): CompiledTarget =>
          within.unit === 'd'
            ? { kind: 'working days', days: within.amount }
            : { kind: 'working time', ms: durationMs(within) },
      ),
    ],
    'expected a duration such as 4h, or { within: 4h, count: working }',
  )
  .meta({ id: 'target', description: 'Time on the clock, such as 4h, or working time.' })
