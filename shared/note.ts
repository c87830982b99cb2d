import * as z from 'zod/mini'
import { Instant } from './instant'

/** Missive cuts a longer post. */
export const NOTE_MAX_LENGTH = 8000

/** More than fits, so that who writes too much is told by how much. */
export const noteText = z.string().check(z.maxLength(8 * NOTE_MAX_LENGTH))

/** What one owner writes for the next. *Why* and *What's needed* must hold text before a conversation can be given to somebody. */
export const Note = z.strictObject({
  why: noteText,
  whatsNeeded: noteText,
  byWhen: z.nullable(Instant),
  context: noteText,
})
export type Note = z.infer<typeof Note>

export type NoteField = 'why' | 'whatsNeeded'

/** Headings of a note, fixed in posts and on screen. */
export const NOTE_HEADINGS = {
  why: 'Why',
  whatsNeeded: "What's needed",
  byWhen: 'By when',
  context: 'Context',
} as const

/** Headings of what people write when they escalate. */
export const ESCALATION_HEADINGS = { situation: 'Situation', tried: 'Tried', need: 'Needed' } as const

/** The fields that still need text before the note can be sent, in the order in which they stand. */
export const missingFields = (note: Pick<Note, NoteField>): NoteField[] =>
  (['why', 'whatsNeeded'] as const).filter((field) => note[field].trim() === '')
