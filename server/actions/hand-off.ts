import type { Acknowledgement } from '../../shared/api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { missingFields, type Note } from '../../shared/note'
import { AppError } from '../errors'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import { requireFields } from './compose-written'
import type { Desk } from './desk'
import { gatherGuards, passGuards } from './guarding'
import { type Done, move, requireOpen, requireTeammate } from './move'
import { personOf } from './person'
import { onlyWhy, type Said } from './words'

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
  /** Whose absence moves it; left out: nobody's. */
  coversId?: TeammateId
}

/**
 * Gives a conversation to somebody, or takes it: one transaction, one call owed. Throws `AppError`: `not_found`,
 * `not_ready`, `teammate_unknown`, `closed`, `changed_meanwhile`, `no_authority`, `guarded`.
 */
export const handOff = async (desk: Desk, request: HandOff): Promise<Done> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Done> {
    const now = desk.clock()
    const before = yield* findForHandOff(desk, books, request)
    requireNote(request, before)
    const acknowledged = yield* passedGuards(desk, tx, books, before, request, now)
    const { by, to, note, drafted, reopen, coversId } = request
    const said: Said =
      by === to ? { kind: 'taken', note, drafted } : { kind: 'handed', to, note: note ?? NOTHING_WRITTEN, drafted }
    const moved = { said, by, to, drafted, acknowledged, reopen, coversId: coversId ?? null }
    // The clock asks about it after a while.
    const quickSince = acknowledged.some(({ quick }) => quick) ? now : null
    return yield* move(desk, tx, books, before, moved, { quickSince })
  })
  return value
}

const NOTHING_WRITTEN = onlyWhy('')

function* findForHandOff(desk: Desk, books: Books, { conversationId, by, to, reopen }: HandOff): Steps<Conversation> {
  const conversation = yield* books.find(conversationId)
  if (!conversation) throw new AppError('not_found', 'Baton does not know this conversation.')
  requireTeammate(desk, to)
  if (conversation.isPrivate)
    throw new AppError('not_found', 'This conversation is private. Share it with the organization first.')
  requireOpen(conversation, reopen)
  if (conversation.ownerId === to && conversation.assignees.length <= 1)
    throw new AppError(
      'changed_meanwhile',
      by === to ? 'You own it already.' : `${personOf(desk, to).name} owns it already.`,
    )
  return conversation
}

function* passedGuards(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  { by, to, acknowledged }: HandOff,
  now: Date,
): Steps<Acknowledgement[]> {
  const guards = yield* gatherGuards(desk, tx, books, conversation, by, now)
  if (!guards) return []
  const isTaken = by === to
  const about = { conversationId: conversation.id, by, to: isTaken ? null : to }
  return yield* passGuards(desk, tx, about, isTaken ? guards.taking() : guards.giving(to), acknowledged, now)
}

const requireNote = ({ note, by, to }: HandOff, { ownerId }: Conversation): void => {
  const isFreeToTake = by === to && (ownerId === null || ownerId === by)
  if (isFreeToTake && !note) return
  const missing = missingFields(note ?? NOTHING_WRITTEN)
  requireFields(by === to ? missing.filter((field) => field === 'why' && !isFreeToTake) : missing)
}
