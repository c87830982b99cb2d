import { NOTE_HEADINGS, type NoteField } from '../../shared/note'
import { AppError } from '../errors'
import { charactersOver, type RenderedNote } from '../missive/note'
import type { Conversation } from '../store/tables'
import { type Composition, composeNote } from './compose-note'
import type { Desk } from './desk'

/** Throws `AppError` `not_ready` when any is missing. */
export const requireFields = (missing: readonly NoteField[]): void => {
  if (missing.length === 0) return
  const fields = missing.map((field) => NOTE_HEADINGS[field]).join(' and ')
  throw new AppError('not_ready', `Write ${fields} first.`, { missing: [...missing] })
}

/** The post of what a person wrote. Throws `AppError` `not_ready` when it is too long for Missive. */
export const composeWritten = (
  desk: Desk,
  conversation: Conversation,
  written: Omit<Composition, 'urgency' | 'form'>,
  now: Date,
): RenderedNote => {
  const { headline, note, handoffId } = written
  const over = charactersOver({
    headline,
    subject: null,
    why: note.why,
    whatsNeeded: note.whatsNeeded,
    byWhen: '00 Mon 0000 00:00 Somewhere (urgent)',
    context: '',
    link: desk.whyLink(handoffId),
    form: 'full',
  })
  if (over > 0)
    throw new AppError('not_ready', `The note is too long for Missive: take out ${over} characters and send it again.`)
  const isDrafted = note.byWhen !== null && +note.byWhen === +(conversation.dueAt ?? 0)
  return composeNote(desk, conversation, { ...written, urgency: isDrafted ? conversation.urgency : null }, now)
}
