import type { ConversationId, HandoffId } from '../../shared/ids'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import type { Books } from './books'
import { NOT_WAITING } from './change-owner'
import type { Desk } from './desk'

export const OUT_OF_SIGHT =
  'Missive does not show this conversation to Baton any more: it was deleted, or Baton’s own user lost access to it.'
export const PRIVATE = 'This conversation is private now, so Baton leaves it alone.'

/** Nobody owns it any more, and nobody took it from them. */
export const unownedEntry = (desk: Desk, { id, ownerId }: Conversation, why: string): NewTrailRow => ({
  id: desk.newId() as HandoffId,
  conversationId: id,
  at: desk.clock(),
  kind: 'unowned',
  fromId: ownerId,
  toId: null,
  byId: null,
  why,
  note: null,
  drafted: null,
  acknowledged: null,
  decisionId: null,
  undoesId: null,
})

/** What nobody owns any more, with no call on its way. */
export const unowned = (desk: Desk, conversation: Conversation): Conversation => ({
  ...conversation,
  ownerId: null,
  pendingHandoffId: null,
  decisionId: null,
  noteMissing: null,
  unownedSince: conversation.unownedSince ?? desk.clock(),
  updatedAt: desk.clock(),
})

/** Baton cannot act on it any more: it is taken off loads and lists, and what was owed is dropped. */
export function* takeOff(desk: Desk, tx: Db, books: Books, conversation: Conversation, why: string): Steps<void> {
  const { store, clock } = desk
  yield* store.outbox.overtake(tx, conversation.id, clock(), why)
  for (const kind of ['decide', 'read', 'adopted'] as const)
    books.plan({ kind, subjectId: conversation.id, dueAt: null, rank: 0 })
  books.trailed(unownedEntry(desk, conversation, why))
  const rest = { ...NOT_WAITING, assignees: [], addedByBaton: [], waitSentence: why }
  books.keep({ ...unowned(desk, conversation), ...rest })
}

/** Missive does not show it any more when asked. As soon as it does again, what it shows is believed. */
export function* loseSight(desk: Desk, tx: Db, books: Books, id: ConversationId): Steps<boolean> {
  const before = yield* books.find(id)
  if (!before || before.outOfSightAt) return false
  yield* takeOff(desk, tx, books, { ...before, outOfSightAt: desk.clock() }, OUT_OF_SIGHT)
  return true
}
