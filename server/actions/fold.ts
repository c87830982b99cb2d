import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Happening, Snapshot } from '../missive/snapshot'
import type { Conversation } from '../store/tables'

/** What a delivery changed, beside the row itself. */
export interface Folded {
  after: Conversation
  /** The call of ours that Missive now shows to have followed; null: none. */
  followed: HandoffId | null
  /** Somebody changed the owner in Missive; undefined: nobody did. */
  ownerSetInMissive: TeammateId | null | undefined
  customerWrote: boolean
  /** Everyone had it, and this one was the first to answer; null: nobody. */
  answeredBy: TeammateId | null
  /** Something changed that a decision looks at. */
  isNews: boolean
  /** The payload contradicts what is known and may be old: Missive is asked. */
  isDoubtful: boolean
}

/** The owner that a call of ours brings, once it has gone out. */
export interface Expected {
  handoffId: HandoffId
  /** Several: everyone was asked at once. */
  owners: readonly TeammateId[]
  /** Missive was seen to follow it: shown again, it may be a webhook that came late. */
  isFollowed: boolean
}

/** Only these tell of assignees for sure: any other payload may be older than the latest change. */
const TELLS_ASSIGNEES = ['assignees', 'team', 'read']
const TELLS_STATE = ['closed', 'reopened', 'read']

export const isOpen = (conversation: Pick<Conversation, 'isClosed' | 'isTrashed' | 'isJunk'>): boolean =>
  !conversation.isClosed && !conversation.isTrashed && !conversation.isJunk

/** Folds one payload into what is known. Pure: state is judged, never trusted blindly (docs/decisions/0003). */
export const fold = (
  before: Conversation | null,
  snapshot: Snapshot,
  happening: Happening,
  expected: readonly Expected[],
  now: Date,
): Folded => {
  const known = before ?? blank(snapshot, now)
  const written = foldMessage(known, snapshot, happening, now)
  const state = foldState(known, snapshot, happening, before === null)
  const people = foldAssignees(known, snapshot, happening, expected, before === null)
  // A row of a guest names no team either; then nothing is known of it.
  const tellsOfNoTeam = snapshot.flags !== null || happening.kind === 'team'
  const missiveTeamId = snapshot.missiveTeamId ?? (tellsOfNoTeam ? null : known.missiveTeamId)
  const labels = snapshot.labels ?? known.labels
  const after: Conversation = {
    ...known,
    ...written.values,
    ...state.values,
    ...people.values,
    subject: snapshot.subject ?? known.subject,
    webUrl: snapshot.webUrl ?? known.webUrl,
    missiveTeamId,
    labels,
    isPrivate: snapshot.isPrivate,
    customerAddress: snapshot.customerAddress ?? written.values.customerAddress ?? known.customerAddress,
    isFromBefore: known.isFromBefore && !written.customerWrote,
    lastActivityAt: latest(known.lastActivityAt, activityOf(snapshot, happening, now)),
    unownedSince: people.values.ownerId ? null : (known.unownedSince ?? now),
    isWithEveryone: known.isWithEveryone && people.values.ownerId === null,
    wasReopened: known.wasReopened || (known.isClosed && state.values.isClosed === false),
    updatedAt: now,
  }
  return {
    after,
    followed: people.followed,
    ownerSetInMissive: people.ownerSetInMissive,
    customerWrote: written.customerWrote,
    answeredBy: known.isWithEveryone && !people.values.ownerId ? firstAnswer(after, happening) : null,
    isNews:
      before === null ||
      written.customerWrote ||
      missiveTeamId !== known.missiveTeamId ||
      isOpen(after) !== isOpen(known) ||
      after.isPrivate !== known.isPrivate ||
      labels.map(({ id }) => id).join() !== known.labels.map(({ id }) => id).join(),
    isDoubtful: state.isDoubtful || people.isDoubtful,
  }
}

const blank = (snapshot: Snapshot, now: Date): Conversation => ({
  id: snapshot.id,
  subject: null,
  webUrl: null,
  channel: null,
  missiveTeamId: null,
  labels: [],
  incoming: null,
  customerAddress: null,
  assignees: [],
  ownerId: null,
  isClosed: false,
  isTrashed: false,
  isJunk: false,
  isSnoozed: false,
  isPrivate: false,
  lastIncomingAt: null,
  lastOutgoingAt: null,
  lastOutgoingMessageId: null,
  waitingSince: null,
  isFromBefore: false,
  routingTeam: null,
  topic: null,
  urgency: null,
  urgencyBefore: null,
  language: null,
  messages: 0,
  wasReopened: false,
  startedById: null,
  topicSetByPerson: null,
  urgencySetByPerson: null,
  languageSetByPerson: null,
  isWanted: false,
  isWithEveryone: false,
  alsoWeighed: [],
  weight: 1,
  countsAs: 0,
  dueAt: null,
  waitStatus: null,
  waitSentence: null,
  leaveReason: null,
  unownedSince: null,
  decisionId: null,
  pendingHandoffId: null,
  latestBodyHash: null,
  lastActivityAt: new Date(0),
  createdAt: now,
  updatedAt: now,
})

const latest = (a: Date, b: Date | null): Date => (b && b > a ? b : a)

const activityOf = ({ lastActivityAt }: Snapshot, happening: Happening, now: Date): Date =>
  lastActivityAt ?? ('at' in happening ? happening.at : null) ?? now

/** Who of those who all have it has answered the customer. */
const firstAnswer = ({ assignees }: Conversation, happening: Happening): TeammateId | null =>
  happening.kind === 'outgoing' && happening.authorId !== null && assignees.includes(happening.authorId)
    ? happening.authorId
    : null

/** What messages made it so far: what a person set is theirs to take back. */
const urgencySoFar = ({ urgency, urgencyBefore, urgencySetByPerson }: Conversation) =>
  urgencySetByPerson ? urgencyBefore : urgency

const foldMessage = (
  known: Conversation,
  snapshot: Snapshot,
  happening: Happening,
  now: Date,
): { values: Partial<Conversation>; customerWrote: boolean } => {
  if (happening.kind === 'incoming') {
    const { message, channel } = happening
    const at = happening.at ?? now
    const isRepeated = message !== null && message.id === known.incoming?.id
    const isOlder = known.lastIncomingAt !== null && at < known.lastIncomingAt
    if (isRepeated || isOlder) return { values: {}, customerWrote: false }
    const isAnswered = known.lastOutgoingAt !== null && at < known.lastOutgoingAt
    return {
      customerWrote: true,
      values: {
        incoming: message ?? known.incoming,
        channel: channel ?? known.channel,
        customerAddress: message?.from?.address.toLowerCase() || known.customerAddress,
        lastIncomingAt: at,
        messages: snapshot.messages ?? known.messages + 1,
        urgencyBefore: known.waitingSince && !isAnswered ? urgencySoFar(known) : null,
        waitingSince: isAnswered ? known.waitingSince : (known.waitingSince ?? at),
      },
    }
  }
  if (happening.kind === 'outgoing') {
    const at = happening.at ?? now
    if (known.lastOutgoingAt && at < known.lastOutgoingAt) return { values: {}, customerWrote: false }
    const answers = known.lastIncomingAt === null || at >= known.lastIncomingAt
    return {
      customerWrote: false,
      values: {
        lastOutgoingAt: at,
        messages: snapshot.messages ?? known.messages + 1,
        startedById: known.messages === 0 ? happening.authorId : known.startedById,
        lastOutgoingMessageId: happening.messageId,
        ...(answers ? { waitingSince: null, dueAt: null } : {}),
      },
    }
  }
  return { values: {}, customerWrote: false }
}

const foldState = (
  known: Conversation,
  { flags }: Snapshot,
  { kind }: Happening,
  isFirst: boolean,
): { values: Partial<Conversation>; isDoubtful: boolean } => {
  const seen = flags ?? {
    isClosed: known.isClosed,
    isTrashed: known.isTrashed,
    isJunk: known.isJunk,
    isSnoozed: known.isSnoozed,
  }
  const rest = { isTrashed: seen.isTrashed, isJunk: seen.isJunk, isSnoozed: seen.isSnoozed }
  // A recorded close shows every row still open: there the kind of the event tells (Missive REST API, *Webhooks*, payload).
  if (kind === 'closed') return { values: { ...rest, isClosed: true }, isDoubtful: false }
  if (kind === 'reopened' || kind === 'incoming') return { values: { ...rest, isClosed: false }, isDoubtful: false }
  if (isFirst || TELLS_STATE.includes(kind)) return { values: seen, isDoubtful: false }
  return { values: rest, isDoubtful: seen.isClosed !== known.isClosed }
}

interface FoldedPeople {
  values: Pick<Conversation, 'assignees' | 'ownerId' | 'pendingHandoffId'>
  followed: HandoffId | null
  ownerSetInMissive: TeammateId | null | undefined
  isDoubtful: boolean
}

/** Missive shows whom a call of ours assigned. */
const isFollowedBy = (owners: readonly TeammateId[], assignees: readonly TeammateId[]) =>
  owners.length > 0 ? owners.every((owner) => assignees.includes(owner)) : assignees.length === 0

const sameSet = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id) => b.includes(id))

const foldAssignees = (
  known: Conversation,
  { assignees }: Snapshot,
  { kind }: Happening,
  expected: readonly Expected[],
  isFirst: boolean,
): FoldedPeople => {
  const { ownerId, pendingHandoffId } = known
  const unchanged = {
    values: { assignees: known.assignees, ownerId, pendingHandoffId },
    followed: null,
    ownerSetInMissive: undefined,
    isDoubtful: false,
  }
  if (assignees === null) return unchanged
  const followed = expected.findLast(({ owners, isFollowed }) => !isFollowed && isFollowedBy(owners, assignees))
  if (followed) {
    // An earlier call of ours shows while a later one is still to come: the later choice stands.
    const isLatest = followed.handoffId === pendingHandoffId
    const values = { assignees, ownerId, pendingHandoffId: isLatest ? null : pendingHandoffId }
    return { ...unchanged, values, followed: followed.handoffId }
  }
  if (sameSet(assignees, known.assignees) && !isFirst) return unchanged
  if (!isFirst && !TELLS_ASSIGNEES.includes(kind)) return { ...unchanged, isDoubtful: true }
  const isLate = expected.some(({ owners, isFollowed }) => isFollowed && sameSet(assignees, owners))
  if (isLate && kind !== 'read') return { ...unchanged, isDoubtful: true }
  const isStillEveryones = known.isWithEveryone && assignees.length > 1
  const owner = ownerId && assignees.includes(ownerId) ? ownerId : isStillEveryones ? null : (assignees[0] ?? null)
  return {
    values: { assignees, ownerId: owner, pendingHandoffId: owner === ownerId ? pendingHandoffId : null },
    followed: null,
    ownerSetInMissive: owner === ownerId ? undefined : owner,
    isDoubtful: false,
  }
}
