import { type Db, run, type Steps } from '../store/database'
import type { OutboxRow } from '../store/tables'
import type { Books } from './books'
import type { Desk } from './desk'
import { goBack } from './go-back'

/**
 * Missive will not have this call: the conversation goes back to whom Missive shows, and the reason is kept for people.
 * No decision stands then, so that Baton does not repeat what was refused until something new happens.
 */
export function* giveUp(desk: Desk, tx: Db, books: Books, row: OutboxRow, reason: string): Steps<void> {
  const { store } = desk
  yield* run(store.outbox.refuse(tx, row.id, reason))
  const before = yield* books.find(row.lane)
  if (before?.pendingHandoffId !== row.handoffId) return
  const back = goBack(desk, books, before, row.handoffId, reason)
  const sentence = `The last handoff did not reach Missive. ${reason}`
  // What Baton cannot see waits for nobody; the refused call is shown all the same.
  const isOver = back.ownerId !== null || back.outOfSightAt !== null
  books.keep(isOver ? back : { ...back, waitStatus: 'needs attention', waitSentence: sentence })
}
