import { NOTE_HEADINGS, type Note, type NoteField } from '../../shared/note'
import { AppError } from '../errors'
import { charactersOver, charactersOverWhole, type NoteText, type RenderedNote, renderNote } from '../missive/note'
import type { Conversation } from '../store/tables'
import { type Composition, textOf } from './compose-note'
import type { Desk } from './desk'

/** Throws `AppError` `not_ready` when any is missing. */
export const requireFields = (missing: readonly NoteField[]): void => {
  if (missing.length === 0) return
  const fields = missing.map((field) => NOTE_HEADINGS[field]).join(' and ')
  throw new AppError('not_ready', `Write ${fields} first.`, { missing: [...missing] })
}

/** What a person wrote, before it is a post; of the context what Baton drafted may be left out. */
export interface Written {
  text: NoteText
  isContextDrafted: boolean
}

/** How many characters must go before it can be sent: what people wrote is never cut. */
export const overBy = ({ text, isContextDrafted }: Written): number =>
  isContextDrafted ? charactersOver(text) : charactersOverWhole(text)

/** The post of what a person wrote. Throws `AppError` `not_ready` when it is too long for Missive. */
export const renderWritten = (written: Written): RenderedNote => {
  const over = overBy(written)
  if (over > 0)
    throw new AppError(
      'not_ready',
      `The note is too long for Missive: take out ${over} character${over === 1 ? '' : 's'} and send it again.`,
    )
  return renderNote(written.text)
}

/** A handoff note that a person wrote, or sends as it was drafted. */
export const writtenNote = (
  desk: Desk,
  conversation: Conversation,
  { drafted, ...note }: Omit<Composition, 'urgency' | 'form'> & { drafted: readonly (keyof Note)[] },
  now: Date,
): Written => {
  const { byWhen } = note.note
  const isDueDrafted = byWhen !== null && +byWhen === +(conversation.dueAt ?? 0)
  const urgency = isDueDrafted ? conversation.urgency : null
  return {
    text: textOf(desk, conversation, { ...note, urgency }, now),
    isContextDrafted: drafted.includes('context'),
  }
}
