import type * as z from 'zod/mini'
import type { Access } from './access'

/** Who may call an endpoint: `open` needs no session, the rest at least that access. Which conversations is asked besides. */
export type Right = 'open' | Access

/** Where an endpoint is and what it answers: all that a page loads of it. */
export interface Answered {
  method: 'GET' | 'POST'
  /** Parameters stand in it as `:id`; those of the query by their own name: `?before=:before`. */
  path: string
  right: Right
  reply: z.ZodMiniType
}

/** With what it is asked. */
export interface Endpoint extends Answered {
  params: z.ZodMiniType
  body: z.ZodMiniType
  /** Left out: 1 MiB. */
  longestBodyBytes?: number
}
