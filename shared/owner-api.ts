import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { Against } from './guard-api'
import { ConversationId, TeammateId } from './ids'
import { Instant } from './instant'
import { NoOwnerReason } from './no-owner-reason'
import { ConversationView, HandedOff, Person, panelApi } from './panel-api'
import { Pause } from './pause-api'

/** Missive shows others beside the owner, and somebody has to choose. */
export const TwoOwners = z.object({
  since: Instant,
  /** "Lukas Brandt and Mei Tanaka both have it since 10:05. Choose one." */
  sentence: z.string(),
  /** Unsettled for 15 minutes. */
  needsAttention: z.boolean(),
})
export type TwoOwners = z.infer<typeof TwoOwners>

/** A conversation with two owners, in a list. */
export const Unsettled = z.object({
  ...TwoOwners.shape,
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  /** Who has it now comes first. */
  owners: z.array(Person),
})
export type Unsettled = z.infer<typeof Unsettled>

/** All that is said of a conversation. The panel's first view reads less of it, so that it stays small. */
export const WholeView = z.object({
  ...ConversationView.shape,
  /** Timers that run for its owner, soonest first; `kind` as `TimerKind` has it, which would weigh on the panel. */
  running: z.array(z.object({ kind: z.string(), at: Instant, sentence: z.string() })),
  pause: z.nullable(Pause),
  twoOwners: z.nullable(TwoOwners),
  /** The reader got it in Missive without a note, and is asked for one. */
  noteWanted: z.boolean(),
  /** Whom a handoff was to remove, and Missive shows all the same: the panel of who acts can remove them there. */
  removeInMissive: z.array(TeammateId),
  /** What stands against the reader's taking it; null: they own it. */
  taking: z.nullable(Against),
  /** What stands against giving it to each teammate who is suggested or left out. */
  giving: z.array(Against),
  /** Who gave it to the reader, who owns it: *Ask back* and *Give back* go to them. Null: nobody did. */
  givenBy: z.nullable(Person),
  /** Why the panel suggests to escalate it; null: it does not. */
  suggestsEscalating: z.nullable(z.string()),
  /** The reader may put it back into the queue, or say that it needs no owner. */
  mayRelease: z.boolean(),
  /** Why nobody need own it, as a person said; null: nobody did. */
  noOwnerReason: z.nullable(NoOwnerReason),
})
export type WholeView = z.infer<typeof WholeView>

/** Owners that were set in Missive. */
export const ownerApi = {
  conversation: { ...panelApi.conversation, reply: WholeView },
  /** The note of an owner who got it without one; the owner stays. */
  giveNote: { method: 'POST', path: '/api/conversations/:id/note', right: 'member', reply: HandedOff },
} as const satisfies Record<string, Answered>
