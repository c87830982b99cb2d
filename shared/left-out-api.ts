import * as z from 'zod/mini'
import { LeaveReason } from './decision'
import type { Answered } from './endpoint'
import { ConversationId } from './ids'
import { Instant } from './instant'
import { NextStep } from './next-step'
import { Unsettled } from './owner-api'
import { Routing } from './pause-api'

const listed = {
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  team: z.nullable(z.string()),
  /** Since when nobody has owned it. */
  since: Instant,
  sentence: z.string(),
}

/** A conversation that waits for an owner. */
export const Waiting = z.object({ ...listed, needsAttention: z.boolean(), next: z.array(NextStep) })
export type Waiting = z.infer<typeof Waiting>

/** A conversation that Baton leaves without an owner; a person can undo that. */
export const LeftAlone = z.object({ ...listed, reason: LeaveReason })
export type LeftAlone = z.infer<typeof LeftAlone>

/** A sender's domain or a word of subjects that keeps coming and that no topic claims. */
export const Proposal = z.object({ text: z.string(), count: z.number(), lastAt: Instant })
export type Proposal = z.infer<typeof Proposal>

/** What falls through: conversations without an owner, and mail without a topic. */
export const LeftOut = z.object({
  /** Of those for whom there is still time; longest first. */
  twoOwners: z.array(Unsettled),
  routing: Routing,
  /** How many are left alone, by reason, the most frequent first. */
  counts: z.array(z.object({ reason: LeaveReason, count: z.number() })),
  /** One page of them, the latest active first. */
  leftAlone: z.array(LeftAlone),
  /** What asks for the next page; null: this is the last. */
  next: z.nullable(z.string()),
  /** The most frequent first. */
  proposals: z.object({ domains: z.array(Proposal), words: z.array(Proposal) }),
})
export type LeftOut = z.infer<typeof LeftOut>

export const leftOutApi = {
  /** `reason`: only those left alone for it, or empty; `after`: `next` of the page before, or empty. */
  leftOut: { method: 'GET', path: '/api/left-out?reason=:reason&after=:after', right: 'manager', reply: LeftOut },
} as const satisfies Record<string, Answered>
