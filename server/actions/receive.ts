import type { HandoffId } from '../../shared/ids'
import { later, MINUTE, SECOND } from '../clock'
import type { Happening, Snapshot } from '../missive/snapshot'
import { suggest } from '../routing/decide'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { type Books, keepConversation } from './books'
import type { Desk } from './desk'
import { type Expected, type Folded, fold, isOpen } from './fold'
import { gatherFacts, routeConversation, stopWaiting } from './route-conversation'

/** How long a payload that contradicts what is known may be overtaken by the one that explains it. */
const DOUBT_MS = 5 * SECOND
/** Missive's retries end after 8 minutes (Missive REST API, *Webhooks*, delivery contract). */
const RETRIES_END_MS = 15 * MINUTE

export interface Arrived {
  snapshot: Snapshot
  happening: Happening
  /** Tells a retry from news; null: read, not delivered. */
  bodyHash: string | null
  /** It stood open before Baton came: adopted, and left alone until the customer writes. */
  isFromBefore?: boolean
}

/**
 * Folds what Missive told of one conversation, and acts on it: an owner set there is adopted, what waits no more is
 * taken off, what needs an owner is routed. `repeated`: the same delivery again, which changes nothing.
 */
export function* receive(desk: Desk, tx: Db, books: Books, arrived: Arrived): Steps<'accepted' | 'repeated'> {
  const { store } = desk
  const now = desk.clock()
  const { snapshot, happening, bodyHash } = arrived
  const before = yield* store.conversations.find(tx, snapshot.id)
  if (before && bodyHash !== null && before.latestBodyHash === bodyHash) return 'repeated'

  const expected = before ? yield* expectedOf(desk, tx, before, snapshot, now) : []
  const folded = fold(before, snapshot, happening, expected, now)
  const isNew = before === null && (arrived.isFromBefore ?? false)
  const wanted: Conversation = {
    ...folded.after,
    isFromBefore: folded.after.isFromBefore || isNew,
    latestBodyHash: bodyHash ?? folded.after.latestBodyHash,
  }
  const after = yield* keepConversation(desk, tx, books, before, wanted)
  if (folded.followed) yield* run(store.outbox.confirm(tx, folded.followed))
  if (before?.pendingHandoffId && !after.pendingHandoffId) yield* run(store.dueWork.cancel(tx, 'read', after.id))
  if (folded.isDoubtful) yield* run(store.dueWork.plan(tx, 'read', [after.id], later(now, DOUBT_MS)))
  if (folded.ownerSetInMissive !== undefined && before)
    yield* adopt(desk, tx, before, after, happening, folded.ownerSetInMissive, now)
  yield* actOn(desk, tx, books, after, folded, before)
  return 'accepted'
}

/** What calls of ours may make Missive tell about this conversation. */
function* expectedOf(
  { store }: Desk,
  tx: Db,
  { id, pendingHandoffId, assignees }: Conversation,
  snapshot: Snapshot,
  now: Date,
): Steps<Expected[]> {
  const isChange = snapshot.assignees !== null && snapshot.assignees.join() !== assignees.join()
  if (!isChange && !pendingHandoffId) return []
  const taken = yield* run(store.outbox.takenSince(tx, id, later(now, -RETRIES_END_MS)))
  const goneOut = pendingHandoffId ? yield* run(store.outbox.goneOut(tx, [id])) : []
  // Once the latest has been followed, so have those before it, whether their webhooks came or not.
  const past = taken.filter(({ status }) => status === 'confirmed' || !pendingHandoffId)
  return [
    ...past.map(({ handoffId, call }) => ({ handoffId, owner: call.assign, isFollowed: true })),
    ...goneOut.map(({ handoffId, call }) => ({ handoffId, owner: call.assign, isFollowed: false })),
  ]
}

/** A person's choice in Missive stands: the trail tells it, and what Baton still owed is dropped. */
function* adopt(
  { store, newId }: Desk,
  tx: Db,
  before: Conversation,
  after: Conversation,
  happening: Happening,
  ownerId: Conversation['ownerId'],
  now: Date,
): Steps<void> {
  yield* store.outbox.dropWaiting(tx, after.id, now, 'Somebody changed the owner in Missive first.')
  yield* run(store.conversations.update(tx, after.id, { decisionId: null }))
  yield* run(
    store.trail.add(tx, {
      id: newId() as HandoffId,
      conversationId: after.id,
      at: now,
      kind: ownerId ? 'adopted' : 'released',
      fromId: before.ownerId,
      toId: ownerId,
      byId: happening.kind === 'outgoing' && happening.authorId === ownerId ? ownerId : null,
      why: ownerId ? 'Assigned in Missive.' : 'Unassigned in Missive.',
      note: null,
      drafted: null,
      acknowledged: null,
      decisionId: null,
      undoesId: null,
    }),
  )
}

function* actOn(
  desk: Desk,
  tx: Db,
  books: Books,
  after: Conversation,
  folded: Folded,
  before: Conversation | null,
): Steps<void> {
  if (!isOpen(after) || after.ownerId) {
    if (before?.waitStatus) yield* stopWaiting(desk, tx, after.id)
    if (after.ownerId && folded.customerWrote) yield* reassess(desk, tx, books, after)
    return
  }
  if (after.isFromBefore) {
    const waitSentence = 'It was here before Baton. It gets an owner when the customer writes again.'
    yield* run(desk.store.conversations.update(tx, after.id, { waitStatus: 'left', waitSentence }))
    return
  }
  const isReleased = folded.ownerSetInMissive === null
  if (!folded.isNews && !isReleased) return
  if (before?.waitStatus === 'held' && !folded.customerWrote) return
  yield* routeConversation(desk, tx, books, after)
}

/** Topic, urgency and due moment of what is owned follow the customer's latest message; the owner stays. */
function* reassess(desk: Desk, tx: Db, books: Books, conversation: Conversation): Steps<void> {
  const inForce = desk.rules()
  if (!inForce) return
  const { topic, urgency, dueAt } = suggest(gatherFacts(conversation, books, inForce), desk.clock())
  yield* run(desk.store.conversations.update(tx, conversation.id, { topic: topic?.name ?? null, urgency, dueAt }))
}
