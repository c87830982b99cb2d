import type { TeammateId } from '../../shared/ids'
import type { Snapshot } from '../missive/snapshot'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import type { Desk } from './desk'
import { unowned, unownedEntry } from './lose-sight'
import { personOf } from './person'

/** As of the latest reading of the directory, within the hour. */
export const hasLeft = (desk: Desk, id: TeammateId | null): boolean =>
  id !== null && (desk.people().teammateById.get(id)?.goneAt ?? null) !== null

/** Missive may go on showing who has left, or not: that changes nothing. */
export const withoutThoseGone = <Seen extends Pick<Conversation, 'assignees'> | Snapshot>(
  desk: Desk,
  seen: Seen,
): Seen =>
  seen.assignees?.some((id) => hasLeft(desk, id))
    ? { ...seen, assignees: seen.assignees.filter((id) => !hasLeft(desk, id)) }
    : seen

/** Its owner has left Missive, and the customer writes: nobody's any more, it is routed afresh. */
export function* releaseFromThoseGone(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
): Steps<Conversation> {
  if (!conversation.ownerId) return conversation
  const why = `${personOf(desk, conversation.ownerId).name} has left Missive.`
  yield* desk.store.outbox.overtake(tx, conversation.id, desk.clock(), why)
  books.trailed(unownedEntry(desk, conversation, why))
  return unowned(desk, conversation)
}
