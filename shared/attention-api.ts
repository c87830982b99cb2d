import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { ConversationId } from './ids'
import { Instant } from './instant'
import { Person } from './panel-api'

/**
 * `refused`: a call that Missive refused · `no owner`: a conversation that could not be routed · `two owners`: unsettled for
 * 15 minutes · `unheard`: an escalation that nobody was there for · `unanswered`: its owner and all of the escalation chain
 * were told in vain · `not understood`: a delivery.
 */
export const AttentionKind = z.enum(['refused', 'no owner', 'two owners', 'unheard', 'unanswered', 'not understood'])
export type AttentionKind = z.infer<typeof AttentionKind>

/** Something that a person has to look at. */
export const Concern = z.object({
  kind: AttentionKind,
  /** A call's or a delivery's number, or a conversation's id: with the kind it names the concern. */
  subjectId: z.string(),
  since: Instant,
  /** Null: of no conversation, or of one that became private. */
  conversationId: z.nullable(ConversationId),
  subject: z.nullable(z.string()),
  /** What is wrong, and why. */
  sentence: z.string(),
  /** Who tried again last, to no avail; null: nobody. */
  tried: z.nullable(z.object({ by: Person, at: Instant })),
})
export type Concern = z.infer<typeof Concern>

export const Attention = z.object({
  count: z.number(),
  /** One page of them, the latest first. */
  concerns: z.array(Concern),
  /** What asks for the next page; null: this is the last. */
  next: z.nullable(z.string()),
})
export type Attention = z.infer<typeof Attention>

/** What came of it, for who did it. */
const Done = z.object({ sentence: z.string() })

export const attentionApi = {
  /** `after`: `next` of the page before, or empty. */
  attention: { method: 'GET', path: '/api/attention?after=:after', right: 'manager', reply: Attention },
  attentionCount: {
    method: 'GET',
    path: '/api/attention/count',
    right: 'manager',
    reply: z.object({ count: z.number() }),
  },
  tryAgain: { method: 'POST', path: '/api/attention/try-again', right: 'manager', reply: Done },
  /** It leaves the list; what it is about stays as it is. */
  dismiss: { method: 'POST', path: '/api/attention/dismiss', right: 'manager', reply: Done },
} as const satisfies Record<string, Answered>
