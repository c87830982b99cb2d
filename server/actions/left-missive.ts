import type { TrailKind } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import type { Snapshot } from '../missive/snapshot'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import type { Desk } from './desk'
import { ownerAmong } from './fold-assignees'
import { unowned, unownedEntry } from './lose-sight'
import { personOf } from './person'
import { byPressure } from './pressure'
import { routeConversation } from './route-conversation'

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

/** What customers wait for, and whose owner has left Missive, is routed afresh; the rest once they write. */
export const routeOfThoseGone = async (desk: Desk): Promise<TrailKind[]> => {
  const gone = [...desk.people().teammateById.values()].filter(({ goneAt }) => goneAt).map(({ id }) => id)
  if (gone.length === 0) return []
  const { happened } = await atDesk(desk, function* (tx, books): Steps<void> {
    const theirs = books.takeOver(yield* run(desk.store.conversations.waitingOnAny(tx, gone)))
    for (const conversation of theirs.sort(byPressure)) {
      const released = yield* releaseFromThoseGone(desk, tx, books, conversation)
      books.keep(released)
      if (!released.ownerId) yield* routeConversation(desk, tx, books, released)
    }
  })
  return happened
}

/** Its owner has left Missive: it is whose Missive shows besides, else nobody's any more, to be routed afresh. */
export function* releaseFromThoseGone(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
): Steps<Conversation> {
  if (!conversation.ownerId) return conversation
  const left = `${personOf(desk, conversation.ownerId).name} has left Missive`
  yield* desk.store.outbox.overtake(tx, conversation.id, desk.clock(), `${left}.`)
  const { assignees } = withoutThoseGone(desk, conversation)
  const released = unowned(desk, { ...conversation, assignees })
  const ownerId = ownerAmong(released, assignees)
  if (!ownerId) {
    books.trailed(unownedEntry(desk, conversation, `${left}.`))
    return released
  }
  const why = `${left}, and ${personOf(desk, ownerId).name} was assigned too.`
  books.trailed({ ...unownedEntry(desk, conversation, why), kind: 'adopted', toId: ownerId })
  return { ...released, ownerId, unownedSince: null }
}
