import type { HandoffId, TeammateId } from '../../shared/ids'
import { later, SECOND } from '../clock'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import type { Desk } from './desk'
import { droppedEntry } from './go-back'
import { teamOf } from './pauses'
import { hasTwoOwners } from './two-owners'

/** What explains an assignment, an answer or the removal of somebody else, follows within so long. */
const STANDS_AFTER_MS = 10 * SECOND
const PERSON_FIRST = 'Somebody changed the owner in Missive first.'

/** A person's choice in Missive stands: what Baton still owed is dropped, and the trail tells it. To be kept by the caller. */
export function* adopt(
  desk: Desk,
  tx: Db,
  books: Books,
  before: Conversation,
  after: Conversation,
): Steps<Conversation> {
  const { store, newId } = desk
  const now = desk.clock()
  const { ownerId } = after
  const dropped = yield* store.outbox.overtake(tx, before.id, now, PERSON_FIRST)
  const decision = dropped.find(({ handoffId, priority }) => handoffId === before.pendingHandoffId && priority > 0)
  if (decision && before.ownerId) books.trailed(droppedEntry(desk, before, ownerId, decision.handoffId, PERSON_FIRST))
  const isTaken = ownerId !== null && after.lastOutgoingById === ownerId
  books.trailed({
    id: newId() as HandoffId,
    conversationId: before.id,
    at: now,
    kind: ownerId ? 'adopted' : 'released',
    fromId: before.ownerId,
    toId: ownerId,
    byId: isTaken ? ownerId : null,
    why: sayWhy(ownerId, isTaken),
    note: null,
    drafted: null,
    acknowledged: null,
    decisionId: null,
    undoesId: null,
  })
  return { ...after, decisionId: null, noteMissing: ownerId && !isTaken ? silent(desk, before, after, ownerId) : null }
}

const sayWhy = (ownerId: TeammateId | null, isTaken: boolean): string => {
  if (!ownerId) return 'Unassigned in Missive.'
  return isTaken ? 'Took it by answering in Missive.' : 'Assigned in Missive.'
}

/** What the rules want when somebody new got it without a word; null: nothing. */
const silent = (
  desk: Desk,
  before: Conversation,
  after: Conversation,
  ownerId: TeammateId,
): Conversation['noteMissing'] => {
  const rules = desk.rules()?.rules
  const team = rules?.teams.find(({ name }) => name === teamOf(desk, after))
  const isKnown = before.assignees.includes(ownerId) || after.addedByBaton.includes(ownerId)
  if (!rules || team?.mode !== 'route' || isKnown || after.isFromBefore) return null
  const { silentAssignment } = rules.handoff
  return silentAssignment === 'off' ? null : silentAssignment
}

/** An owner set in Missive is looked at once that has stood a moment: others may have to go, a note may be missing. */
export const lookLater = ({ clock }: Desk, books: Books, before: Conversation, after: Conversation): void => {
  const isShared = hasTwoOwners(after) && (before.twoOwnersSince === null || before.ownerId !== after.ownerId)
  const isSilent = after.noteMissing === 'ask' && (before.noteMissing !== 'ask' || before.ownerId !== after.ownerId)
  if (isShared || isSilent)
    books.plan({ kind: 'adopted', subjectId: after.id, dueAt: later(clock(), STANDS_AFTER_MS), rank: 0 })
}
