import type { TrailKind } from '../../shared/api'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import { later, MINUTE, SECOND } from '../clock'
import { AppError } from '../errors'
import type { Headline } from '../missive/note'
import { sayMoment } from '../routing/spoken'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, TrailRow } from '../store/tables'
import { atDesk, type Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk } from './desk'
import { isOpen } from './fold'
import type { Done } from './move'
import { pressureOf } from './pressure'
import { isOnlySaid } from './two-owners'

/** Of a trail so much is looked at for the latest change of owner. */
const LATEST = 10
/** How long a handoff can be taken back. */
export const UNDO_MS = 30 * SECOND
/** How long a person has to choose, after an undo, before Baton decides again. */
export const HOLD_MS = 10 * MINUTE

/** What a person did about who owns it; a question that was posted stays. */
const UNDOABLE: readonly TrailKind[] = ['handed', 'taken', 'queued', 'escalated', 'given_back', 'no_owner_needed']

/** Until when this entry can be taken back by `reader`; null: not at all. */
export const undoableUntil = (entry: TrailRow, reader: TeammateId, now: Date): Date | null => {
  const isTheirs = entry.byId === reader && UNDOABLE.includes(entry.kind) && !isOnlySaid(entry)
  const until = later(entry.at, UNDO_MS)
  return isTheirs && until > now ? until : null
}

/**
 * Takes a handoff back: to the earlier owner, or to the queue, where it waits for a person until Baton decides again.
 * Throws `AppError`: `not_found`, `too_late`, `changed_meanwhile`.
 */
export const undo = async (desk: Desk, handoffId: HandoffId, by: TeammateId): Promise<Done> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Done> {
    const now = desk.clock()
    const { entry, conversation } = yield* findForUndo(desk, tx, books, handoffId, by, now)
    const id = desk.newId() as HandoffId
    const to = entry.fromId
    const heldUntil = later(now, HOLD_MS)
    const isUnseen = yield* dropUnseen(desk, tx, entry, conversation, now)
    yield* changeOwner(
      desk,
      tx,
      books,
      conversation,
      {
        id,
        kind: 'undone',
        to,
        by,
        why: 'Undone.',
        note: null,
        drafted: [],
        acknowledged: [],
        decisionId: null,
        undoesId: entry.id,
        owed: isUnseen ? null : owedFor(desk, conversation, id, to, by, now),
      },
      to ? {} : { waitStatus: 'held', waitSentence: sayHeld(desk, heldUntil, now), decideAgainAt: heldUntil },
      now,
    )
    if (!to && isOpen(conversation))
      books.plan({ kind: 'decide', subjectId: conversation.id, dueAt: heldUntil, rank: pressureOf(conversation) })
    return { handoffId: id, kind: to ? 'given_back' : 'queued' }
  })
  return value
}

function* findForUndo(
  desk: Desk,
  tx: Db,
  books: Books,
  handoffId: HandoffId,
  by: TeammateId,
  now: Date,
): Steps<{ entry: TrailRow; conversation: Conversation }> {
  const entry = yield* desk.store.trail.find(tx, handoffId)
  const conversation = entry && (yield* books.find(entry.conversationId))
  if (!entry || !conversation || entry.byId !== by)
    throw new AppError('not_found', 'This handoff is not yours to undo.')
  if (!undoableUntil(entry, by, now))
    throw new AppError('too_late', 'The 30 seconds to undo are over. Hand the conversation on instead.')
  const trail = yield* run(desk.store.trail.of(tx, conversation.id, LATEST))
  const latest = trail.find((each) => !isOnlySaid(each))
  if (latest?.id !== entry.id)
    throw new AppError('changed_meanwhile', 'Somebody changed the owner meanwhile, so there is nothing to undo.')
  return { entry, conversation }
}

/** True when the call never went out and Missive still shows what was there before: then there is nothing to tell it. */
function* dropUnseen(desk: Desk, tx: Db, entry: TrailRow, { id, assignees }: Conversation, now: Date): Steps<boolean> {
  // Nothing was told, so there is nothing to take back.
  if (!(yield* desk.store.outbox.of(tx, entry.id))) return true
  const dropped = yield* desk.store.outbox.overtake(tx, id, now, 'Undone before it went out.')
  const isUnsent = dropped.some((row) => row.handoffId === entry.id && row.attempts === 0)
  return isUnsent && assignees.join() === (entry.fromId ?? '')
}

export const sayHeld = (desk: Desk, until: Date, now: Date): string =>
  `Waits for a person until ${sayMoment(until, now, desk.rules()?.rules.timeZone ?? 'UTC')}; then Baton decides.`

const owedFor = (
  desk: Desk,
  conversation: Conversation,
  id: HandoffId,
  to: TeammateId | null,
  by: TeammateId,
  now: Date,
) => {
  const nameOf = (teammate: TeammateId) => desk.people().teammateById.get(teammate)?.name ?? 'a teammate'
  const headline: Headline = to
    ? { kind: 'given_back', name: nameOf(to), by: nameOf(by) }
    : { kind: 'queued', by: nameOf(by) }
  const note: Note = { why: 'The last handoff was undone.', whatsNeeded: '', byWhen: null, context: '' }
  const rendered = composeNote(desk, conversation, { handoffId: id, headline, note, reader: to, urgency: null }, now)
  return {
    call: {
      ...rendered,
      assign: to ? [to] : [],
      teamInbox: to ? null : conversation.missiveTeamId,
      reopen: false,
      color: null,
    },
    priority: PRIORITY.people,
  }
}
