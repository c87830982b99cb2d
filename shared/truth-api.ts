import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { ConversationId } from './ids'
import { Instant } from './instant'
import { Person } from './panel-api'

/** A kind of webhook that stays away though what it tells of happens. */
export const Silence = z.object({
  /** As Missive names the rule. */
  kind: z.string(),
  /** When the first thing happened that it did not tell. */
  since: Instant,
  /** What is wrong, and how to mend it. */
  sentence: z.string(),
})
export type Silence = z.infer<typeof Silence>

/** How far the first reading of what is open has come, in teams. */
export const ImportProgress = z.object({
  done: z.number(),
  of: z.number(),
  /** Read so far, of all teams. */
  conversations: z.number(),
  sentence: z.string(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

/** What Baton does so that its picture of Missive stays true. */
export const Sweeps = z.object({
  /** When what changed of late was last read to its end; null: never. */
  lastAt: z.nullable(Instant),
  /** When all conversations of a team were last read to the end; null: never. */
  lastDeepAt: z.nullable(Instant),
  /** How many conversations were found to be otherwise than webhooks had told, and were mended. */
  repairsIn24Hours: z.number(),
  /** The latest recount of open loads; null: there was none. */
  recount: z.nullable(z.object({ at: Instant, differences: z.number() })),
})
export type Sweeps = z.infer<typeof Sweeps>

/** An open conversation whose owner has left Missive; it is routed afresh when the customer writes. */
export const Orphan = z.object({
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  owner: Person,
  /** When something last happened in it. */
  lastActivityAt: Instant,
})
export type Orphan = z.infer<typeof Orphan>

const Count = z.object({ openLoad: z.number(), conversations: z.number() })

export const Recounted = z.object({
  /** Whose counters were not what the rows say, and are now. */
  differences: z.array(z.object({ person: Person, counter: Count, rows: Count })),
})
export type Recounted = z.infer<typeof Recounted>

export const truthApi = {
  recount: { method: 'POST', path: '/api/admin/recount', right: 'admin', reply: Recounted },
} as const satisfies Record<string, Answered>
