import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { Guard } from './guard-api'
import { ConversationId, HandoffId, TeammateId } from './ids'
import { Instant } from './instant'
import { ErrorCode } from './panel-api'

export const MOST_AT_ONCE = 50

/** A note as Baton drafts it for one conversation and one teammate. */
export const DraftNote = z.object({
  why: z.string(),
  whatsNeeded: z.string(),
  byWhen: z.nullable(Instant),
  context: z.string(),
})
export type DraftNote = z.infer<typeof DraftNote>

/** One of several conversations: whom it would go to and with what note. */
export const SeveralRow = z.object({
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  /** Null: nobody. */
  owner: z.nullable(z.object({ id: TeammateId, name: z.string() })),
  /** Null: there is nobody to suggest; `problem` says why. */
  to: z.nullable(z.object({ id: TeammateId, name: z.string(), sentence: z.string() })),
  note: z.nullable(DraftNote),
  guards: z.array(Guard),
  /** Why it cannot be handed over like this; null: it can. */
  problem: z.nullable(z.string()),
  /** It was closed: handing it over takes `reopen`. */
  isClosed: z.boolean(),
})
export type SeveralRow = z.infer<typeof SeveralRow>

export const SeveralPreview = z.object({
  rows: z.array(SeveralRow),
  /** Codes of all rows, to be acknowledged once. */
  guards: z.array(z.object({ code: Guard.shape.code, rows: z.number(), sentence: z.string() })),
})
export type SeveralPreview = z.infer<typeof SeveralPreview>

/** What became of each, in the order asked for. */
export const SeveralDone = z.object({
  rows: z.array(
    z.object({
      conversationId: ConversationId,
      /** Null: it failed. */
      handoffId: z.nullable(HandoffId),
      /** Until then it can be taken back. */
      undoUntil: z.nullable(Instant),
      problem: z.nullable(z.object({ code: ErrorCode, message: z.string() })),
    }),
  ),
})
export type SeveralDone = z.infer<typeof SeveralDone>

export const severalApi = {
  /** `plan`: each its own best, all to one, or spread by load. */
  previewSeveral: { method: 'POST', path: '/api/several/preview', right: 'member', reply: SeveralPreview },
  /** Each is its own handoff; those that fail leave the others as they are. */
  handOffSeveral: { method: 'POST', path: '/api/several', right: 'member', reply: SeveralDone },
} as const satisfies Record<string, Answered>
