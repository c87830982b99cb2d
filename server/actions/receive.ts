import type { HandoffId } from '../../shared/ids'
import { later, MINUTE, SECOND } from '../clock'
import type { Happening, Snapshot } from '../missive/snapshot'
import { asksForLanguage } from '../routing/asks-for-language'
import { suggest } from '../routing/decide'
import { detectLanguage } from '../routing/language'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, OutboxRow } from '../store/tables'
import type { Books } from './books'
import { NOT_WAITING } from './change-owner'
import type { Desk } from './desk'
import { type Expected, type Folded, fold, isOpen } from './fold'
import { gatherFacts } from './gather-facts'
import { routeConversation } from './route-conversation'
import { settleOnFirst } from './settle-on-first'
import { countUnclaimed } from './unclaimed'

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
  const before = yield* books.find(snapshot.id)
  if (before && bodyHash !== null && before.latestBodyHash === bodyHash) return 'repeated'

  const expected = before ? yield* expectedOf(desk, tx, before, snapshot, now) : []
  const folded = fold(before, snapshot, happening, expected, now)
  const isNew = before === null && (arrived.isFromBefore ?? false)
  const after: Conversation = {
    ...folded.after,
    isFromBefore: folded.after.isFromBefore || isNew,
    language: folded.customerWrote ? languageOf(desk, folded.after) : folded.after.language,
    latestBodyHash: bodyHash ?? folded.after.latestBodyHash,
    decisionId: folded.ownerSetInMissive === undefined ? folded.after.decisionId : null,
  }
  if (folded.followed) yield* run(store.outbox.confirm(tx, folded.followed))
  if (before?.pendingHandoffId && !after.pendingHandoffId) yield* run(store.dueWork.cancel(tx, 'read', after.id))
  if (folded.isDoubtful) yield* run(store.dueWork.plan(tx, 'read', [after.id], later(now, DOUBT_MS)))
  if (folded.ownerSetInMissive !== undefined && before)
    yield* adopt(desk, tx, books, before, happening, folded.ownerSetInMissive, now)
  yield* actOn(desk, tx, books, after, folded, before)
  return 'accepted'
}

/** The language of the customer's latest message that told, once the rules ask for it; what a person set stands. */
export const languageOf = (desk: Desk, { incoming, language, languageSetByPerson }: Conversation): string | null => {
  if (languageSetByPerson) return languageSetByPerson
  const rules = desk.rules()?.rules
  if (!rules || !asksForLanguage(rules) || !incoming) return language
  return detectLanguage(incoming.subject, incoming.preview) ?? language
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
  return [...past.flatMap((row) => expectedAs(row, true)), ...goneOut.flatMap((row) => expectedAs(row, false))]
}

const expectedAs = ({ handoffId, call }: OutboxRow, isFollowed: boolean): Expected[] =>
  call.assign ? [{ handoffId, owners: call.assign, isFollowed }] : []

/** A person's choice in Missive stands: the trail tells it, and what Baton still owed is dropped. */
function* adopt(
  { store, newId }: Desk,
  tx: Db,
  books: Books,
  before: Conversation,
  happening: Happening,
  ownerId: Conversation['ownerId'],
  now: Date,
): Steps<void> {
  yield* store.outbox.dropWaiting(tx, before.id, now, 'Somebody changed the owner in Missive first.')
  books.trailed({
    id: newId() as HandoffId,
    conversationId: before.id,
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
  })
}

/** Keeps the conversation, and does what its new state asks for. */
function* actOn(
  desk: Desk,
  tx: Db,
  books: Books,
  after: Conversation,
  folded: Folded,
  before: Conversation | null,
): Steps<void> {
  if (folded.answeredBy) {
    yield* settleOnFirst(desk, tx, books, after, folded.answeredBy)
    return
  }
  if (!isOpen(after) || after.ownerId) {
    const reassessed = after.ownerId && folded.customerWrote ? yield* reassess(desk, tx, books, after) : {}
    books.keep({ ...after, ...NOT_WAITING, ...reassessed })
    if (before?.waitStatus) yield* run(desk.store.dueWork.cancel(tx, 'decide', after.id))
    return
  }
  if (after.isFromBefore) {
    const waitSentence = 'It was here before Baton. It gets an owner when the customer writes again.'
    books.keep({ ...after, waitStatus: 'left', waitSentence, leaveReason: 'from before' })
    return
  }
  books.keep(after)
  const isReleased = folded.ownerSetInMissive === null
  if (!folded.isNews && !isReleased) return
  if (before?.waitStatus === 'held' && !folded.customerWrote) return
  const decision = yield* routeConversation(desk, tx, books, after)
  // Later decisions are about mail that was counted.
  if (decision && folded.customerWrote && after.decisionId === null) yield* countUnclaimed(desk, tx, after, decision)
}

/** Topic, urgency, weight and due moment of what is owned follow the customer's latest message; the owner stays. */
export function* reassess(desk: Desk, tx: Db, books: Books, conversation: Conversation): Steps<Partial<Conversation>> {
  const inForce = desk.rules()
  if (!inForce) return {}
  const facts = yield* gatherFacts(desk, tx, conversation, books, inForce)
  const { topic, urgency, weight, dueAt } = suggest(facts, desk.clock())
  return { topic: topic?.name ?? null, urgency, weight, dueAt }
}
