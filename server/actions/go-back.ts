import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Conversation } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import type { Books } from './books'
import { NOT_WAITING } from './change-owner'
import type { Desk } from './desk'
import { ownerAmong } from './fold-assignees'

/** The handoff's call does not go out, or did not work: what the trail says of it. */
export const droppedEntry = (
  desk: Desk,
  before: Conversation,
  toId: TeammateId | null,
  handoffId: HandoffId,
  why: string,
): NewTrailRow => ({
  id: desk.newId() as HandoffId,
  conversationId: before.id,
  at: desk.clock(),
  kind: 'dropped',
  fromId: before.ownerId,
  toId,
  byId: null,
  why,
  note: null,
  drafted: null,
  acknowledged: null,
  decisionId: null,
  undoesId: handoffId,
})

/**
 * The conversation as Missive shows it, with nothing on its way; where that is another owner, the trail says why. No
 * decision stands then, so that Baton repeats nothing by itself until something new happens. To be kept by the caller.
 */
export const goBack = (
  desk: Desk,
  books: Books,
  before: Conversation,
  handoffId: HandoffId,
  why: string,
): Conversation => {
  const now = desk.clock()
  const ownerId = ownerAmong(before, before.assignees)
  const isStill = ownerId !== null && ownerId === before.ownerId
  if (!isStill) books.trailed(droppedEntry(desk, before, ownerId, handoffId, why))
  const unownedSince = ownerId ? null : now
  books.plan({ kind: 'decide', subjectId: before.id, dueAt: null, rank: 0 })
  return { ...before, ...NOT_WAITING, ownerId, pendingHandoffId: null, decisionId: null, unownedSince, updatedAt: now }
}
