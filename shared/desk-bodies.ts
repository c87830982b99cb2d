import * as z from 'zod/mini'
import { EscalationReason, NoOwnerReason } from './act-api'
import { GuardCode } from './guard-api'
import { ConversationId, TeammateId } from './ids'
import { Instant } from './instant'
import { Note, noteText as text } from './note'
import { MOST_AT_ONCE } from './several-api'

/** What the pages send when people act; apart from what they are answered, so that no page loads it. */

const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(500))

/** A guard that the sender has seen and goes past. `quick`: *I answer now*, only for `full` before taking. */
export const Acknowledgement = z.strictObject({ code: GuardCode, reason, quick: z.optional(z.boolean()) })
export type Acknowledgement = z.infer<typeof Acknowledgement>

export const acknowledged = z.array(Acknowledgement).check(z.maxLength(20))

/** Which fields are still as Baton drafted them. */
export const drafted = z.array(z.enum(['why', 'whatsNeeded', 'byWhen', 'context']))

export const handOffBody = z.strictObject({ to: TeammateId, note: Note, drafted, acknowledged, reopen: z.boolean() })

export const takeBody = z.strictObject({ note: z.nullable(Note), drafted, acknowledged, reopen: z.boolean() })

/** `doing`: what the guards warned of. `to`: to whom it was to be given; null: it was to be taken. */
export const heedBody = z.strictObject({
  to: z.nullable(TeammateId),
  codes: z.array(GuardCode).check(z.minLength(1), z.maxLength(20)),
})

export const escalationText = {
  reason: EscalationReason,
  situation: text,
  tried: text,
  need: text,
  byWhen: z.nullable(Instant),
}

/**
 * `decision`: the owner stays and the person is asked; `handover`: the person becomes the owner. `to`: whom the preview
 * named, so that nobody else gets it unseen; null: nobody.
 */
export const escalateBody = z.strictObject({
  kind: z.enum(['decision', 'handover']),
  to: z.nullable(TeammateId),
  ...escalationText,
  acknowledged,
})

export const queueBody = z.strictObject({ why: text })
export const noOwnerBody = z.strictObject({ reason: NoOwnerReason })
export const askBody = z.strictObject({ to: TeammateId, question: text })
export const giveBackBody = z.strictObject({ why: text, acknowledged, reopen: z.boolean() })

/** What is about to be posted. */
export const previewNoteBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('handed'), to: TeammateId, note: Note, drafted }),
  z.strictObject({ kind: z.literal('taken'), note: z.nullable(Note), drafted }),
  z.strictObject({ kind: z.literal('escalated'), to: z.nullable(TeammateId), ...escalationText }),
  z.strictObject({ kind: z.literal('queued'), why: text }),
  z.strictObject({ kind: z.literal('asked'), to: TeammateId, question: text }),
  z.strictObject({ kind: z.literal('given_back'), why: text }),
])
export type PreviewNote = z.infer<typeof previewNoteBody>

const ids = z.array(ConversationId).check(z.minLength(1), z.maxLength(MOST_AT_ONCE))

const severalRow = z.strictObject({
  conversationId: ConversationId,
  to: TeammateId,
  note: Note,
  drafted,
  reopen: z.boolean(),
})

export const previewSeveralBody = z.strictObject({
  conversationIds: ids,
  /** `best`: each its own; `spread`: as evenly as loads allow; `all`: to one. */
  plan: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('best') }),
    z.strictObject({ kind: z.literal('spread') }),
    z.strictObject({ kind: z.literal('all'), to: TeammateId }),
  ]),
})
export type PreviewSeveral = z.infer<typeof previewSeveralBody>

export const severalBody = z.strictObject({
  rows: z.array(severalRow).check(z.minLength(1), z.maxLength(MOST_AT_ONCE)),
  /** For all rows. */
  acknowledged,
})
export type Several = z.infer<typeof severalBody>

const stretch = {
  /** Null: the reader. */
  teammateId: z.nullable(TeammateId),
  /** Null: now. */
  from: z.nullable(Instant),
  /** Null: until they say that they are back. */
  to: z.nullable(Instant),
}

export const previewAwayBody = z.strictObject(stretch)

export const goAwayBody = z.strictObject({
  ...stretch,
  reason: z.string().check(z.trim(), z.maxLength(200)),
  /** Handed over at once; only when it begins now. */
  rows: z.array(severalRow).check(z.maxLength(200)),
  acknowledged,
  /** Planned: what is at risk when it begins is handed over then, with drafted notes. */
  handsOver: z.boolean(),
})
export type GoAway = z.infer<typeof goAwayBody>

export const takeBackBody = z.strictObject({ conversationIds: ids })
