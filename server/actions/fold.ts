import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Happening, Snapshot, Written } from '../missive/snapshot'
import type { Conversation } from '../store/tables'
import { type Expected, foldAssignees } from './fold-assignees'
import { areSameLabels, foldLabels, foldState, foldTeam } from './fold-state'

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
  /** So much is doubtful that nothing is decided before Missive was asked. */
  asksFirst: boolean
}

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
  const isFirst = before === null || comesIntoSight(known, snapshot)
  const written = foldMessage(known, snapshot, happening, now)
  const { customerWrote } = written
  const state = foldState(known, snapshot, happening, { isFirst, customerWrote, now })
  const people = foldAssignees(known, snapshot, happening, expected, isFirst)
  const team = foldTeam(known, snapshot, happening, isFirst)
  const { missiveTeamId } = team
  const { labels, isDoubtful: areLabelsDoubtful } = foldLabels(known, snapshot, happening, isFirst || customerWrote)
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
    isFromBefore: known.isFromBefore && !customerWrote,
    noOwnerReason: customerWrote ? null : known.noOwnerReason,
    lastActivityAt: latest(known.lastActivityAt, activityOf(snapshot, happening, now)),
    unownedSince: people.values.ownerId ? null : (known.unownedSince ?? now),
    isWithEveryone: known.isWithEveryone && people.values.ownerId === null,
    wasReopened: known.wasReopened || (known.isClosed && state.values.isClosed === false),
    outOfSightAt: null,
    shownAt: now,
    updatedAt: now,
  }
  return {
    after,
    followed: people.followed,
    ownerSetInMissive: people.ownerSetInMissive,
    customerWrote,
    answeredBy: known.isWithEveryone && !people.values.ownerId ? answeredBy(known, after) : null,
    isNews:
      isFirst ||
      customerWrote ||
      missiveTeamId !== known.missiveTeamId ||
      isOpen(after) !== isOpen(known) ||
      after.isPrivate !== known.isPrivate ||
      !areSameLabels(labels, known.labels),
    isDoubtful: state.isDoubtful || people.isDoubtful || team.isDoubtful || areLabelsDoubtful,
    asksFirst: people.isDoubtful || team.isDoubtful || state.asksFirst,
  }
}

/** Nobody told of it while Baton could not see it: what is shown now is believed, as at first. */
const comesIntoSight = (known: Conversation, snapshot: Snapshot): boolean =>
  known.outOfSightAt !== null || (known.isPrivate && !snapshot.isPrivate)

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
  addedByBaton: [],
  ownerId: null,
  isClosed: false,
  isTrashed: false,
  isJunk: false,
  isSnoozed: false,
  isPrivate: false,
  lastIncomingAt: null,
  lastOutgoingAt: null,
  lastOutgoingMessageId: null,
  lastOutgoingById: null,
  waitingSince: null,
  isFromBefore: false,
  routingTeam: null,
  topic: null,
  urgency: null,
  urgencyBefore: null,
  language: null,
  messages: 0,
  wasReopened: false,
  ownerSince: null,
  ownerActedAt: null,
  unacceptedSince: null,
  isWriterUnknown: false,
  stoodStill: [],
  clockDone: [],
  clockAt: null,
  unansweredSince: null,
  startedById: null,
  topicSetByPerson: null,
  urgencySetByPerson: null,
  languageSetByPerson: null,
  isWanted: false,
  noOwnerReason: null,
  unheard: null,
  isWithEveryone: false,
  waitsForRoomOf: [],
  weight: 1,
  countsAs: 0,
  dueAt: null,
  waitStatus: null,
  waitSentence: null,
  decideAgainAt: null,
  leaveReason: null,
  unownedSince: null,
  twoOwnersSince: null,
  noteMissing: null,
  noteAskedOf: null,
  quickSince: null,
  decisionId: null,
  pendingHandoffId: null,
  latestBodyHash: null,
  outOfSightAt: null,
  shownAt: now,
  askedAt: null,
  lastActivityAt: new Date(0),
  createdAt: now,
  updatedAt: now,
})

const latest = (a: Date, b: Date | null): Date => (b && b > a ? b : a)

const activityOf = ({ lastActivityAt }: Snapshot, happening: Happening, now: Date): Date =>
  lastActivityAt ?? ('at' in happening ? happening.at : null) ?? now

/** Who of those who all have it has answered the customer. */
const answeredBy = (known: Conversation, { assignees, lastOutgoingMessageId, lastOutgoingById }: Conversation) =>
  lastOutgoingMessageId !== known.lastOutgoingMessageId && lastOutgoingById && assignees.includes(lastOutgoingById)
    ? lastOutgoingById
    : null

/** What earlier messages of this wait made it, whatever a person said since. */
const urgencyByRules = ({ urgency, urgencyBefore, urgencySetByPerson }: Conversation) =>
  urgencySetByPerson ? urgencyBefore : urgency

interface FoldedMessage {
  values: Partial<Conversation>
  customerWrote: boolean
}

const foldMessage = (known: Conversation, snapshot: Snapshot, happening: Happening, now: Date): FoldedMessage => {
  if (happening.kind === 'incoming' || happening.kind === 'outgoing')
    return foldWritten(known, snapshot, happening, now)
  if (happening.kind === 'comment') {
    const isOwners = known.ownerId !== null && (happening.authorId ?? known.ownerId) === known.ownerId
    return { values: isOwners ? { ownerActedAt: now, unacceptedSince: null } : {}, customerWrote: false }
  }
  const messages = happening.kind === 'read' ? (snapshot.messages ?? known.messages) : known.messages
  if (happening.kind === 'read' && happening.written) {
    const nothing: FoldedMessage = { values: { messages, isWriterUnknown: false }, customerWrote: false }
    return happening.written.reduce((folded, written) => {
      const { values, customerWrote } = foldWritten({ ...known, ...folded.values }, snapshot, written, now)
      return { values: { ...folded.values, ...values }, customerWrote: folded.customerWrote || customerWrote }
    }, nothing)
  }
  const isWriterUnknown = known.isWriterUnknown || messages > known.messages
  return { values: { messages, isWriterUnknown }, customerWrote: false }
}

const foldWritten = (known: Conversation, snapshot: Snapshot, happening: Written, now: Date): FoldedMessage => {
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
        isWriterUnknown: false,
        urgencyBefore: known.waitingSince && !isAnswered ? urgencyByRules(known) : null,
        waitingSince: isAnswered ? known.waitingSince : (known.waitingSince ?? at),
      },
    }
  }
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
      lastOutgoingById: happening.authorId,
      isWriterUnknown: false,
      ...(answers ? { waitingSince: null, dueAt: null } : {}),
    },
  }
}
