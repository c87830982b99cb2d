import * as z from 'zod/mini'
import { Instant } from './instant'

/** Missive cuts a longer post. */
export const NOTE_MAX_LENGTH = 8000

const text = z.string().check(z.maxLength(NOTE_MAX_LENGTH))

/** What one owner writes for the next. *Why* and *What's needed* must hold text before a conversation can be given to somebody. */
export const Note = z.strictObject({
  why: text,
  whatsNeeded: text,
  byWhen: z.nullable(Instant),
  context: text,
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

/** The fields that still need text before the note can be sent, in the order in which they stand. */
export const missingFields = (note: Pick<Note, NoteField>): NoteField[] =>
  (['why', 'whatsNeeded'] as const).filter((field) => note[field].trim() === '')
