import type { HandoffId } from '../../shared/ids'
import { later, MINUTE } from '../clock'
import type { Happening, Snapshot } from '../missive/snapshot'
import { asksForLanguage } from '../routing/asks-for-language'
import { suggest } from '../routing/decide'
import { detectLanguage } from '../routing/language'
import { isAutomatic } from '../routing/needs-owner'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { adopt, lookLater } from './adopt'
import type { Books } from './books'
import { NOT_WAITING } from './change-owner'
import type { Desk } from './desk'
import { differences } from './differences'
import { askWhichItIs, decideOnceAsked, doubt, doubtedSince, toldOfPart } from './doubt'
import { type Folded, fold, isOpen } from './fold'
import type { Expected } from './fold-assignees'
import { gatherFacts } from './gather-facts'
import { learnThat } from './learn'
import { hasLeft, releaseFromThoseGone, withoutThoseGone } from './left-missive'
import { PRIVATE, takeOff } from './lose-sight'
import { giveWay } from './overtaken'
import { personOf } from './person'
import { routeConversation } from './route-conversation'
import { sayOwner } from './say-owner'
import { countUnclaimed } from './unclaimed'

/** Missive's retries end after 8 minutes (Missive REST API, *Webhooks*, delivery contract). */
const RETRIES_END_MS = 15 * MINUTE

export interface Arrived {
  snapshot: Snapshot
  happening: Happening
  /** Tells a retry from news; null: read, not delivered. */
  bodyHash: string | null
  /** It stood open before Baton came: adopted, and left alone until the customer writes. */
  isFromBefore?: boolean
  /** An equal body was folded before, though others may have been since. */
  cameBefore?: boolean
  /** It tells of one message or comment, which happens once: an equal body is a retry. */
  happensOnce?: boolean
  /** Baton's own user can open it; null or left out: the payload did not say. */
  isInSight?: boolean | null
}

/**
 * Folds what Missive told of one conversation, and acts on it: an owner set there is adopted, what waits no more is
 * taken off, what needs an owner is routed. `repeated`: the same delivery again, which changes nothing.
 */
export function* receive(desk: Desk, tx: Db, books: Books, arrived: Arrived): Steps<'accepted' | 'repeated'> {
  const { store } = desk
  const now = desk.clock()
  const { bodyHash } = arrived
  const before = yield* books.find(arrived.snapshot.id)
  if (before && bodyHash !== null && (before.latestBodyHash === bodyHash || arrived.cameBefore)) {
    if (before.latestBodyHash !== bodyHash && !arrived.happensOnce) yield* askWhichItIs(desk, tx, books, before)
    return 'repeated'
  }
  // Rules of the organization tell also of what Baton's own user cannot open.
  if (before?.outOfSightAt && arrived.happening.kind !== 'read' && !arrived.isInSight) return 'accepted'
  const isOfPart = before !== null && before.id !== arrived.snapshot.id
  const { snapshot, happening } = isOfPart ? toldOfPart(before, arrived.snapshot, arrived.happening) : arrived
  if (isOfPart) yield* run(doubt(desk, tx, before))

  const expected = before ? yield* expectedOf(desk, tx, before, { ...arrived, snapshot }, now) : []
  const known = before && withoutThoseGone(desk, before)
  const folded = fold(known, withoutThoseGone(desk, snapshot), happening, expected, now)
  const isNew = before === null && (arrived.isFromBefore ?? false)
  const told: Conversation = {
    ...folded.after,
    ...(folded.customerWrote ? yield* waitOf(desk, books, before, folded.after) : {}),
    isFromBefore: folded.after.isFromBefore || isNew,
    language: folded.customerWrote ? languageOf(desk, folded.after) : folded.after.language,
    latestBodyHash: bodyHash ?? latestAfterReading(before, folded.after),
    noteMissing: folded.after.lastOutgoingById === folded.after.ownerId ? null : folded.after.noteMissing,
  }
  if (folded.followed) {
    yield* run(store.outbox.confirm(tx, folded.followed, seenBy(happening, folded)))
    yield* learnWhetherRemoved(desk, tx, before, told, expected, folded.followed)
  }
  if (before?.pendingHandoffId && !told.pendingHandoffId)
    books.plan({ kind: 'read', subjectId: told.id, dueAt: null, rank: 0 })
  if (folded.isDoubtful) yield* run(doubt(desk, tx, told))
  const isAdopted = before !== null && folded.ownerSetInMissive !== undefined
  const after = isAdopted ? yield* adopt(desk, tx, books, before, told) : told
  if (before && (yield* giveWay(desk, tx, books, before, after))) return 'accepted'
  if (before) lookLater(desk, books, before, after)
  yield* actOn(desk, tx, books, after, folded, before)
  return 'accepted'
}

/** A newsletter or an automatic reply starts no wait; one that runs goes on. */
function* waitOf(
  desk: Desk,
  books: Books,
  before: Conversation | null,
  after: Conversation,
): Steps<Pick<Conversation, 'waitingSince'>> {
  const inForce = desk.rules()
  const waited = before?.waitingSince ?? null
  if (waited || !inForce?.rules.noOwnerNeeded.length) return { waitingSince: after.waitingSince }
  return { waitingSince: isAutomatic(yield* gatherFacts(books, after, inForce)) ? null : after.waitingSince }
}

/** Null: what people did was told, and showed it by the way. */
const seenBy = ({ kind }: Happening, { ownerSetInMissive }: Folded): 'webhook' | 'reading' | null => {
  if (kind === 'read') return 'reading'
  return kind === 'assignees' && ownerSetInMissive === undefined ? 'webhook' : null
}

/** Whom a call of ours was to take off is gone, or not. */
function* learnWhetherRemoved(
  desk: Desk,
  tx: Db,
  before: Conversation | null,
  { assignees }: Conversation,
  expected: readonly Expected[],
  followed: HandoffId,
): Steps<void> {
  const call = expected.find(({ handoffId }) => handoffId === followed)
  if (!call || !before) return
  const others = (call.isBatons ? before.addedByBaton : before.assignees).filter((id) => !call.owners.includes(id))
  if (others.length === 0) return
  const known = yield* desk.store.states.get(tx, 'capabilities')
  // What was not asked for is not ignored.
  if (known?.removeAssignees === 'refused') return
  const isIgnored = others.every((id) => assignees.includes(id))
  yield* learnThat(desk, tx, { removeAssignees: isIgnored ? 'ignored' : 'works' })
}

/** What reading found changed came between the latest delivery and the next: an equal one may tell of the same again. */
const latestAfterReading = (before: Conversation | null, after: Conversation): string | null =>
  before && differences(before, after).length === 0 ? before.latestBodyHash : null

/** The language of the customer's latest message that told, once the rules ask for it; what a person set stands. */
export const languageOf = (desk: Desk, { incoming, language, languageSetByPerson }: Conversation): string | null => {
  if (languageSetByPerson) return languageSetByPerson
  const rules = desk.rules()?.rules
  if (!rules || !asksForLanguage(rules) || !incoming) return language
  return detectLanguage(incoming.subject, incoming.preview) ?? language
}

/** What calls of ours may make Missive tell about this conversation. */
function* expectedOf(
  desk: Desk,
  tx: Db,
  { id, pendingHandoffId, assignees }: Conversation,
  { snapshot, happening }: Arrived,
  now: Date,
): Steps<Expected[]> {
  const isChange = snapshot.assignees !== null && snapshot.assignees.join() !== assignees.join()
  if (!isChange && !pendingHandoffId) return []
  // What was doubted may be answered long after, where Missive or Baton was down.
  const answers = happening.kind === 'read' ? yield* doubtedSince(desk, tx, id) : null
  const since = later(answers ?? now, -RETRIES_END_MS)
  const rows = yield* run(desk.store.outbox.thatMayShow(tx, id, since))
  const isSeen = rows.some(({ status }) => status === 'confirmed')
  const isInDoubt = answers !== null || (isSeen && (yield* doubtedSince(desk, tx, id)) !== null)
  return rows.flatMap(({ handoffId, call, priority, status, sentAt }): Expected[] => {
    const isConfirmed = status === 'confirmed'
    // Once the latest has been followed, or another choice stands, those before it are past.
    const isFollowed = isConfirmed || !pendingHandoffId
    const isLate = isFollowed && (sentAt === null || sentAt <= since)
    if (call.assign === null || isLate) return []
    return [{ handoffId, owners: call.assign, isFollowed, wasSeen: isConfirmed && !isInDoubt, isBatons: priority > 0 }]
  })
}

/** Keeps the conversation, and does what its new state asks for. */
function* actOn(
  desk: Desk,
  tx: Db,
  books: Books,
  told: Conversation,
  folded: Folded,
  before: Conversation | null,
): Steps<void> {
  const isOfThoseGone = folded.customerWrote && isOpen(told) && hasLeft(desk, told.ownerId)
  const after = isOfThoseGone ? yield* releaseFromThoseGone(desk, tx, books, told) : told
  if (after.isPrivate && before && !before.isPrivate) {
    yield* takeOff(desk, tx, books, after, PRIVATE)
    return
  }
  if (folded.answeredBy) {
    const why = `${personOf(desk, folded.answeredBy).name} was the first to answer.`
    yield* sayOwner(desk, tx, books, after, { to: folded.answeredBy, why })
    return
  }
  if (!isOpen(after) || after.ownerId) {
    const reassessed = after.ownerId && folded.customerWrote ? yield* reassess(desk, books, after) : {}
    books.keep({ ...after, ...NOT_WAITING, ...reassessed })
    if (before?.waitStatus) books.plan({ kind: 'decide', subjectId: after.id, dueAt: null, rank: 0 })
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
  yield* route(desk, tx, books, after, folded)
}

function* route(desk: Desk, tx: Db, books: Books, conversation: Conversation, folded: Folded): Steps<void> {
  if (folded.asksFirst) {
    books.keep(decideOnceAsked(desk, books, conversation))
    return
  }
  books.keep(conversation)
  const decision = yield* routeConversation(desk, tx, books, conversation)
  // Later decisions are about mail that was counted.
  if (decision && folded.customerWrote && conversation.decisionId === null)
    yield* countUnclaimed(desk, tx, conversation, decision)
}

/** Topic, urgency and due moment of what is owned follow the customer's latest message; the owner stays. */
export function* reassess(desk: Desk, books: Books, conversation: Conversation): Steps<Partial<Conversation>> {
  const inForce = desk.rules()
  if (!inForce) return {}
  const facts = yield* gatherFacts(books, conversation, inForce)
  const { topic, urgency, dueAt } = suggest(facts, desk.clock())
  return { topic: topic?.name ?? null, urgency, dueAt }
}
