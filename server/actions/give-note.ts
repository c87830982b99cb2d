import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import { missingFields, type Note } from '../../shared/note'
import { AppError } from '../errors'
import type { Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import { renderWritten, requireFields, writtenNote } from './compose-written'
import type { Desk } from './desk'
import type { Done } from './move'
import { personOf } from './person'
import { postBesides } from './post-besides'

export interface GivenNote {
  conversationId: ConversationId
  by: TeammateId
  note: Note
  drafted: (keyof Note)[]
}

/**
 * An owner who got it in Missive without a note writes it: one post, once; the owner stays. Throws `AppError`:
 * `not_found`, `not_ready`, `changed_meanwhile`.
 */
export const giveNote = async (desk: Desk, given: GivenNote): Promise<Done> => {
  const { value } = await atDesk(desk, function* (_tx, books): Steps<Done> {
    const now = desk.clock()
    const conversation = yield* findForNote(books, given)
    const { by, note, drafted } = given
    requireFields(missingFields(note))
    const id = desk.newId() as HandoffId
    const headline = { kind: 'note', name: personOf(desk, by).name } as const
    const rendered = renderWritten(
      writtenNote(desk, conversation, { handoffId: id, headline, note, reader: by, drafted }, now),
    )
    books.keep({ ...conversation, noteMissing: null, updatedAt: now })
    const why = note.why.trim()
    postBesides(books, conversation, { id, kind: 'noted', by, asked: null, why, note, drafted, rendered }, now)
    return { handoffId: id, kind: 'noted' }
  })
  return value
}

function* findForNote(books: Books, { conversationId, by }: GivenNote): Steps<Conversation> {
  const conversation = yield* books.find(conversationId)
  if (!conversation) throw new AppError('not_found', 'Baton does not know this conversation.')
  if (conversation.ownerId !== by)
    throw new AppError('changed_meanwhile', 'Somebody else owns it by now, so no note of yours is needed.')
  if (!conversation.noteMissing) throw new AppError('changed_meanwhile', 'No note is missing here any more.')
  return conversation
}
