import type { HandoffId } from '../../shared/ids'
import { type Db, run, type Steps } from '../store/database'
import type { OutboxRow } from '../store/tables'
import type { Books } from './books'
import type { Desk } from './desk'

/**
 * Missive will not have this call: the conversation goes back to whom Missive shows, and the reason is kept for people.
 * No decision stands then, so that Baton does not repeat what was refused until something new happens.
 */
export function* giveUp(desk: Desk, tx: Db, books: Books, row: OutboxRow, reason: string): Steps<void> {
  const { store, newId } = desk
  const now = desk.clock()
  yield* run(store.outbox.refuse(tx, row.id, reason))
  const before = yield* books.find(row.lane)
  if (before?.pendingHandoffId !== row.handoffId) return
  const ownerId = before.assignees[0] ?? null
  books.keep({
    ...before,
    ownerId,
    pendingHandoffId: null,
    decisionId: null,
    unownedSince: ownerId ? null : now,
    waitStatus: ownerId ? null : 'needs attention',
    waitSentence: ownerId ? null : `The last handoff did not reach Missive. ${reason}`,
    updatedAt: now,
  })
  books.trailed({
    id: newId() as HandoffId,
    conversationId: before.id,
    at: now,
    kind: 'dropped',
    fromId: before.ownerId,
    toId: ownerId,
    byId: null,
    why: reason,
    note: null,
    drafted: null,
    acknowledged: null,
    decisionId: null,
    undoesId: row.handoffId,
  })
}
