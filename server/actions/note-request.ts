import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import { renderNoteRequest } from '../missive/note-request'
import type { Steps } from '../store/database'
import type { Conversation, TeammateRow } from '../store/tables'
import { atDesk, type Books } from './books'
import { PRIORITY } from './change-owner'
import { correctOwner } from './correct-owner'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { pauseOf, teamOf } from './pauses'
import { urlOf } from './url-of'

/** Whom a personal post is to ask for a note, and for which conversation. */
export interface NoteWanted {
  conversationId: ConversationId
  teammate: TeammateRow
}

const wantedFrom = (desk: Desk, conversation: Conversation | null): TeammateRow | null => {
  if (conversation?.noteMissing !== 'ask' || !isOpen(conversation) || conversation.isPrivate) return null
  const { ownerId, noteAskedOf } = conversation
  const owner = ownerId && ownerId !== noteAskedOf ? desk.people().teammateById.get(ownerId) : null
  return owner && !owner.goneAt && owner.id !== desk.people().routerId ? owner : null
}

function* isPaused(desk: Desk, books: Books, conversation: Conversation): Steps<boolean> {
  return pauseOf(yield* books.pauses(), [teamOf(desk, conversation)]) !== null
}

/**
 * Owners that were set in Missive have stood a moment: whom Baton had added beside them is removed. `wanted`: who is to be
 * asked for a note; `held`: conversations that wait for that until routing goes on.
 */
export const lookAtAdopted = (desk: Desk, ids: ConversationId[]) =>
  atDesk(desk, function* (tx, books): Steps<{ wanted: NoteWanted[]; held: ConversationId[] }> {
    const wanted: NoteWanted[] = []
    const held: ConversationId[] = []
    for (const id of ids) {
      const conversation = yield* books.find(id)
      const teammate = wantedFrom(desk, conversation)
      if (conversation) yield* correctOwner(desk, tx, books, conversation)
      if (!conversation || !teammate) continue
      if (yield* isPaused(desk, books, conversation)) held.push(id)
      else wanted.push({ conversationId: id, teammate })
    }
    return { wanted, held }
  })

/** Owes the post to the private conversation with its owner, once, unless somebody else has it or a note came meanwhile. */
export const askForNote = (desk: Desk, { conversationId, teammate }: NoteWanted, lane: ConversationId) =>
  atDesk(desk, function* (_tx, books): Steps<void> {
    const conversation = yield* books.find(conversationId)
    if (!conversation || wantedFrom(desk, conversation)?.id !== teammate.id) return
    const id = desk.newId() as HandoffId
    // What stands behind # changes nothing for who follows it, and marks the post.
    const link = `${desk.whyLink(conversationId)}#${id}`
    const call = renderNoteRequest(conversation.subject, urlOf(conversation), link)
    books.keep({ ...conversation, noteAskedOf: teammate.id as TeammateId })
    books.owe({
      handoffId: id,
      lane,
      priority: PRIORITY.notices,
      team: teamOf(desk, conversation),
      call: { ...call, assign: null, teamInbox: null, reopen: true, toInbox: true, color: null },
      createdAt: desk.clock(),
    })
  })
