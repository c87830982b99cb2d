import type { Db, Steps } from '../store/database'
import type { Conversation, OutboxRow } from '../store/tables'
import { atDesk, type Books } from './books'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { goBack } from './go-back'
import { personOf } from './person'
import { routeConversation } from './route-conversation'

const isAnswered = (before: Conversation, after: Conversation): boolean =>
  after.waitingSince === null &&
  (after.lastOutgoingMessageId !== before.lastOutgoingMessageId || after.lastOutgoingAt !== before.lastOutgoingAt)

/** The only thing that the call would still do is done. */
const isMoot = (before: Conversation, after: Conversation, { call }: OutboxRow): boolean => {
  const [only, ...others] = after.assignees
  if (!only || others.length > 0 || call.assign?.join() !== only) return false
  return before.assignees.length > 1 && before.assignees.includes(only)
}

/** What people did that makes a call moot which none of them asked for, in a sentence; null: nothing. */
const whyOvertaken = (desk: Desk, before: Conversation, after: Conversation, row: OutboxRow): string | null => {
  if (isOpen(before) && !isOpen(after)) return 'It was closed before this went out.'
  if (isMoot(before, after, row)) return 'Somebody settled it in Missive before this went out.'
  const authorId = after.lastOutgoingById
  // Who is given it may answer first.
  if (!authorId || !isAnswered(before, after) || row.call.assign?.join() === authorId) return null
  return `${personOf(desk, authorId).name} answered before this went out.`
}

/**
 * A person who closed it or answered since Baton decided was first: what has not gone out is dropped, and what is under way
 * once it comes back unsent. True: it was dropped, and the conversation is kept as it now stands.
 */
export function* giveWay(desk: Desk, tx: Db, books: Books, before: Conversation, after: Conversation): Steps<boolean> {
  const { outbox } = desk.store
  if (!after.pendingHandoffId) return false
  const row = yield* outbox.of(tx, after.pendingHandoffId)
  if (row?.status !== 'waiting' || row.priority === 0) return false
  const why = whyOvertaken(desk, before, after, row)
  if (!why) return false
  const dropped = yield* outbox.overtake(tx, after.id, desk.clock(), why)
  if (!dropped.some(({ id }) => id === row.id)) return false
  yield* stand(desk, tx, books, goBack(desk, books, after, row.handoffId, why), why)
  return true
}

/** Calls that must not go out any more, though they were under way when people were first. */
export const dropOvertaken = (desk: Desk, rows: readonly OutboxRow[]) =>
  atDesk(desk, function* (tx, books) {
    for (const row of rows) {
      if (!(yield* desk.store.outbox.dropOvertaken(tx, row, desk.clock()))) continue
      const before = yield* books.find(row.lane)
      const why = row.overtaken ?? ''
      if (before?.pendingHandoffId === row.handoffId)
        yield* stand(desk, tx, books, goBack(desk, books, before, row.handoffId, why), why)
    }
  })

/** Whose customer still waits is decided afresh; what was answered waits for the customer. */
function* stand(desk: Desk, tx: Db, books: Books, conversation: Conversation, why: string): Steps<void> {
  books.keep(conversation)
  books.plan({ kind: 'decide', subjectId: conversation.id, dueAt: null, rank: 0 })
  if (!isOpen(conversation) || conversation.ownerId) return
  if (conversation.waitingSince) yield* routeConversation(desk, tx, books, conversation)
  else books.keep({ ...conversation, waitStatus: 'waiting', waitSentence: `${why} Nobody has it in Missive.` })
}
