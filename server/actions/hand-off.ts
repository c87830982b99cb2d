import type { Acknowledgement, TrailKind } from '../../shared/api'
import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import { missingFields, type Note } from '../../shared/note'
import { AppError } from '../errors'
import type { Headline } from '../missive/note'
import type { Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeWritten, requireFields } from './compose-written'
import type { Desk } from './desk'
import { isOpen } from './fold'

export interface HandOff {
  conversationId: ConversationId
  by: TeammateId
  to: TeammateId
  /** Null only for taking what nobody owns. */
  note: Note | null
  drafted: (keyof Note)[]
  acknowledged: Acknowledgement[]
  /** Open it again when it was closed meanwhile: a choice of its own. */
  reopen: boolean
}

/** What a person did, for the counters. */
export interface Done {
  handoffId: HandoffId
  kind: TrailKind
}

/**
 * Gives a conversation to somebody, or takes it: one transaction, one call owed. Throws `AppError`: `not_found`,
 * `not_ready`, `teammate_unknown`, `closed`, `changed_meanwhile`.
 */
export const handOff = async (desk: Desk, request: HandOff): Promise<Done> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Done> {
    const now = desk.clock()
    const before = yield* findForHandOff(desk, books, request)
    const note = request.note ?? TAKEN_WITHOUT_NOTE
    requireNote(request, before)
    const id = desk.newId() as HandoffId
    const written = { handoffId: id, headline: headlineOf(desk, request), note, reader: request.to }
    const rendered = composeWritten(desk, before, written, now)
    const kind = request.by === request.to ? 'taken' : 'handed'
    const reopened = request.reopen ? { isClosed: false } : {}
    yield* changeOwner(
      desk,
      tx,
      books,
      before,
      {
        id,
        kind,
        to: request.to,
        by: request.by,
        why: note.why.trim(),
        note,
        drafted: request.drafted,
        acknowledged: request.acknowledged,
        decisionId: null,
        undoesId: null,
        owed: {
          call: { ...rendered, assign: [request.to], teamInbox: null, reopen: request.reopen, color: null },
          priority: PRIORITY.people,
        },
      },
      reopened,
      now,
    )
    return { handoffId: id, kind }
  })
  return value
}

const TAKEN_WITHOUT_NOTE: Note = { why: 'Took it; nobody owned it.', whatsNeeded: '', byWhen: null, context: '' }

function* findForHandOff(desk: Desk, books: Books, { conversationId, by, to, reopen }: HandOff): Steps<Conversation> {
  const conversation = yield* books.find(conversationId)
  if (!conversation) throw new AppError('not_found', 'Baton does not know this conversation.')
  const { teammateById, routerId } = desk.people()
  const teammate = teammateById.get(to)
  if (!teammate || teammate.goneAt || to === routerId)
    throw new AppError('teammate_unknown', 'This person is not in your Missive organization. Choose somebody else.')
  if (conversation.isPrivate)
    throw new AppError('not_found', 'This conversation is private. Share it with the organization first.')
  if (!isOpen(conversation) && !reopen)
    throw new AppError('closed', 'This conversation was closed meanwhile. Reopen it to hand it over.')
  if (conversation.ownerId === to && conversation.assignees.length <= 1)
    throw new AppError('changed_meanwhile', by === to ? 'You own it already.' : `${teammate.name} owns it already.`)
  return conversation
}

const requireNote = ({ note, by, to }: HandOff, { ownerId }: Conversation): void => {
  const isFreeToTake = by === to && (ownerId === null || ownerId === by)
  if (isFreeToTake && !note) return
  const missing = missingFields(note ?? { why: '', whatsNeeded: '' })
  requireFields(by === to ? missing.filter((field) => field === 'why' && !isFreeToTake) : missing)
}

const headlineOf = (desk: Desk, { by, to }: HandOff): Headline => {
  const nameOf = (id: TeammateId) => desk.people().teammateById.get(id)?.name ?? 'a teammate'
  return by === to ? { kind: 'taken', name: nameOf(to) } : { kind: 'handed', name: nameOf(to), by: nameOf(by) }
}
