import type { ConversationId } from '../../shared/ids'
import { later, MINUTE } from '../clock'
import type { Snapshot, Written } from '../missive/snapshot'
import type { Db, Steps } from '../store/database'
import type { Books } from './books'
import type { Desk } from './desk'
import { giveUp } from './give-up'
import { pressureOf } from './pressure'
import { receive } from './receive'

const ASK_AGAIN_MS = MINUTE
/** After so long, a note that was taken while the owner does not show is a refusal. */
const GIVE_UP_MS = 5 * MINUTE

/**
 * Takes over what Missive showed when it was asked, because no webhook told or two contradict each other. `isDoubtful`: what
 * waited for the answer is decided now. `written`: its latest messages, where these were asked for.
 */
export function* confirm(
  desk: Desk,
  tx: Db,
  books: Books,
  id: ConversationId,
  snapshot: Snapshot,
  { isDoubtful, written }: { isDoubtful: boolean; written: readonly Written[] | null },
): Steps<void> {
  const { store } = desk
  const now = desk.clock()
  yield* receive(desk, tx, books, { snapshot, happening: { kind: 'read', written }, bodyHash: null })
  const after = yield* books.find(id)
  if (isDoubtful && after?.decideAgainAt)
    books.plan({ kind: 'decide', subjectId: after.id, dueAt: now, rank: pressureOf(after) })
  const pending = after?.pendingHandoffId ? yield* store.outbox.of(tx, after.pendingHandoffId) : null
  if (pending?.status === 'sent') {
    const isHopeless = pending.sentAt !== null && later(pending.sentAt, GIVE_UP_MS) <= now
    if (isHopeless) yield* giveUp(desk, tx, books, pending, 'Missive took the note but does not show the new owner.')
    else books.plan({ kind: 'read', subjectId: id, dueAt: later(now, ASK_AGAIN_MS), rank: 0 })
  }
}
