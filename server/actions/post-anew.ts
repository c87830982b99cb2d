import type { HandoffId } from '../../shared/ids'
import { later } from '../clock'
import { AppError } from '../errors'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, OutboxRow, OwedCall, TrailRow } from '../store/tables'
import type { Books } from './books'
import { changeOwner } from './change-owner'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { hasLeft } from './left-missive'
import { personOf } from './person'
import { pressureOf } from './pressure'
import { latestChange } from './two-owners'
import { HOLD_MS } from './undo'

/** Of the trail so much is looked at. */
const LATEST = 50

/**
 * A call that Missive refused is owed again, as a handoff of its own: the same note, from the same person. Throws
 * `AppError`: `closed`, `changed_meanwhile`, `teammate_unknown`.
 */
export function* postAnew(desk: Desk, tx: Db, books: Books, row: OutboxRow): Steps<void> {
  const { store } = desk
  const id = desk.newId() as HandoffId
  const call = under(id, row)
  const entry = yield* store.trail.find(tx, row.handoffId)
  const before = yield* books.find(row.lane)
  if (!before || !entry) {
    const { lane, priority, team } = row
    books.owe({ handoffId: id, lane, priority, team, call, createdAt: desk.clock() })
    return
  }
  requireStillRight(desk, before, row)
  if (call.assign === null) {
    const { order: _, ...again } = entry
    books.trailed({ ...again, id, at: desk.clock() })
    const { priority, team } = row
    books.owe({ handoffId: id, lane: before.id, priority, team, call, createdAt: desk.clock() })
    return
  }
  yield* requireNobodyChose(desk, tx, before, row)
  yield* giveAgain(desk, tx, books, before, entry, { id, call, priority: row.priority })
}

/** Its link, by which the post is found again, leads to the new handoff. */
const under = (id: HandoffId, { call, handoffId }: OutboxRow): OwedCall => ({
  ...call,
  markdown: call.markdown.replaceAll(handoffId, id),
})

const requireStillRight = (desk: Desk, conversation: Conversation, { call }: OutboxRow): void => {
  if (conversation.isPrivate || conversation.outOfSightAt)
    throw new AppError('changed_meanwhile', 'Baton cannot see this conversation any more: dismiss it.')
  if (call.assign === null) return
  if (!isOpen(conversation) && !call.reopen)
    throw new AppError('closed', 'This conversation was closed meanwhile: dismiss it, or reopen it first.')
  const gone = call.assign.find((id) => hasLeft(desk, id))
  if (gone) throw new AppError('teammate_unknown', `${personOf(desk, gone).name} has left Missive: dismiss it.`)
}

/** The conversation stands as the refusal left it. */
function* requireNobodyChose(desk: Desk, tx: Db, conversation: Conversation, row: OutboxRow): Steps<void> {
  const trail = yield* run(desk.store.trail.of(tx, conversation.id, LATEST))
  const isUnchanged = latestChange(trail)?.id === row.handoffId && conversation.pendingHandoffId === null
  const isAnswered = conversation.lastOutgoingAt !== null && conversation.lastOutgoingAt > row.createdAt
  if (isUnchanged && !isAnswered) return
  const what = isUnchanged ? 'Somebody has answered since' : 'Its owner was changed since'
  throw new AppError('changed_meanwhile', `${what}, and that stands: dismiss this.`)
}

function* giveAgain(
  desk: Desk,
  tx: Db,
  books: Books,
  before: Conversation,
  { kind, byId, why, note, drafted, acknowledged, decisionId, undoesId }: TrailRow,
  { id, call, priority }: { id: HandoffId; call: OwedCall; priority: number },
): Steps<void> {
  const now = desk.clock()
  const [only, ...others] = call.assign ?? []
  const to = only && others.length === 0 ? only : null
  const reopened = call.reopen ? { isClosed: false } : {}
  yield* changeOwner(
    desk,
    tx,
    books,
    before,
    {
      id,
      kind,
      to,
      by: byId,
      why,
      note: note && { ...note, byWhen: note.byWhen === null ? null : new Date(note.byWhen) },
      drafted: drafted ?? [],
      acknowledged: acknowledged ?? [],
      decisionId,
      undoesId,
      owed: { call, priority },
    },
    to ? reopened : { ...reopened, waitStatus: 'waiting', waitSentence: why, isWithEveryone: others.length > 0 },
    now,
  )
  if (to) return
  books.plan({ kind: 'decide', subjectId: before.id, dueAt: later(now, HOLD_MS), rank: pressureOf(before) })
}
