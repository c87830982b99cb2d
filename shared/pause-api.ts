import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { Instant } from './instant'
import { Person } from './panel-api'

/** A stretch in which Baton writes nothing to Missive that no person started; what people do goes on. */
export const Pause = z.object({
  /** A routing team; null: all. */
  team: z.nullable(z.object({ name: z.string(), label: z.string() })),
  by: Person,
  since: Instant,
  /** Empty: none was given. */
  note: z.string(),
})
export type Pause = z.infer<typeof Pause>

const pauses = z.array(Pause)
const Pauses = z.object({ pauses })

/** What is paused, and what people can pause. */
export const Routing = z.object({
  teams: z.array(z.object({ name: z.string(), label: z.string() })),
  pauses,
  /** In which sentences tell times; null: there are no rules. */
  timeZone: z.nullable(z.string()),
})
export type Routing = z.infer<typeof Routing>

/** One button, for a team or for all. Both answer what is paused now. */
export const pauseApi = {
  /** An earlier pause of the same team stands. */
  pause: { method: 'POST', path: '/api/pause', right: 'manager', reply: Pauses },
  resume: { method: 'POST', path: '/api/resume', right: 'manager', reply: Pauses },
} as const satisfies Record<string, Answered>
