import type { ConversationId } from '../../shared/ids'
import type { Snapshot } from '../missive/snapshot'
import type { Db, Steps } from '../store/database'
import type { Conversation, OutboxRow } from '../store/tables'
import type { Books } from './books'
import { NOT_WAITING, PRIORITY } from './change-owner'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { droppedEntry } from './go-back'
import { pressureOf } from './pressure'
import { receive } from './receive'

const INTO_OWNED = 'It was merged into a conversation that somebody owns.'

/**
 * Missive shows a conversation under another id: it was merged into that one. They become one here too, with one trail, one
 * count, and what is still owed to Missive; the old id leads to it. False: that is known.
 */
export function* merge(desk: Desk, tx: Db, books: Books, from: ConversationId, snapshot: Snapshot): Steps<boolean> {
  const { store, clock } = desk
  const source = yield* books.find(from)
  if (!source || source.id === snapshot.id) return false
  const target = yield* books.find(snapshot.id)
  const merged = target
    ? yield* joined(desk, tx, books, target, source)
    : { ...source, id: snapshot.id, latestBodyHash: null }
  if (!target) {
    const nobodys = { ...merged, ownerId: null, pendingHandoffId: null }
    yield* store.conversations.addMany(tx, [nobodys])
    books.takeOver([nobodys])
  }
  books.forget(source.id)
  books.keep(merged)
  yield* store.aliases.lead(tx, source.id, merged.id)
  yield* receive(desk, tx, books, { snapshot, happening: { kind: 'read' }, bodyHash: null })
  const after = yield* books.find(merged.id)
  if (after && isOpen(after) && !after.ownerId && !after.isFromBefore)
    books.plan({ kind: 'decide', subjectId: merged.id, dueAt: clock(), rank: pressureOf(after) })
  return true
}

/** What is known of both, as of one. To be kept by the caller. */
function* joined(desk: Desk, tx: Db, books: Books, target: Conversation, source: Conversation): Steps<Conversation> {
  const calls = yield* pendingOf(desk, tx, target, source)
  const isOverruled = calls.source?.status === 'waiting' && calls.source.priority !== PRIORITY.people
  if (target.ownerId && calls.source && isOverruled) {
    yield* desk.store.outbox.overtake(tx, source.id, desk.clock(), INTO_OWNED)
    const entry = droppedEntry(desk, source, target.ownerId, calls.source.handoffId, INTO_OWNED)
    books.trailed({ ...entry, conversationId: target.id })
    return { ...target, ...together(target, source) }
  }
  // The later call goes out last; without any, the one that stays is right.
  const isSourcesLater = calls.source !== null && (calls.target?.id ?? 0) < calls.source.id
  const { ownerId, pendingHandoffId, decisionId, unownedSince } =
    isSourcesLater || !target.ownerId ? { ...source, unownedSince: target.unownedSince } : target
  const waits = ownerId ? NOT_WAITING : {}
  return { ...target, ...together(target, source), ...waits, ownerId, pendingHandoffId, decisionId, unownedSince }
}

function* pendingOf(
  { store }: Desk,
  tx: Db,
  target: Conversation,
  source: Conversation,
): Steps<{ target: OutboxRow | null; source: OutboxRow | null }> {
  return {
    target: target.pendingHandoffId ? yield* store.outbox.of(tx, target.pendingHandoffId) : null,
    source: source.pendingHandoffId ? yield* store.outbox.of(tx, source.pendingHandoffId) : null,
  }
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]

const isLater = (a: Date | null, b: Date | null): boolean => a !== null && (b === null || a > b)

const earliest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b))

/** What both told, but for who owns it. */
const together = (target: Conversation, source: Conversation): Partial<Conversation> => {
  const heard = isLater(source.lastIncomingAt, target.lastIncomingAt) ? source : target
  const answered = isLater(source.lastOutgoingAt, target.lastOutgoingAt) ? source : target
  return {
    assignees: unique([...target.assignees, ...source.assignees]),
    addedByBaton: unique([...target.addedByBaton, ...source.addedByBaton]),
    incoming: heard.incoming,
    channel: heard.channel,
    customerAddress: heard.customerAddress,
    lastIncomingAt: heard.lastIncomingAt,
    lastOutgoingAt: answered.lastOutgoingAt,
    lastOutgoingMessageId: answered.lastOutgoingMessageId,
    lastOutgoingById: answered.lastOutgoingById,
    waitingSince: earliest(target.waitingSince, source.waitingSince),
    createdAt: earliest(target.createdAt, source.createdAt) ?? target.createdAt,
    lastActivityAt: isLater(source.lastActivityAt, target.lastActivityAt)
      ? source.lastActivityAt
      : target.lastActivityAt,
    isFromBefore: target.isFromBefore && source.isFromBefore,
    isWanted: target.isWanted || source.isWanted,
    noOwnerReason: source.noOwnerReason && target.noOwnerReason,
    unheard: target.unheard ?? source.unheard,
    wasReopened: target.wasReopened || source.wasReopened,
    startedById: target.startedById ?? source.startedById,
    topicSetByPerson: target.topicSetByPerson ?? source.topicSetByPerson,
    urgencySetByPerson: target.urgencySetByPerson ?? source.urgencySetByPerson,
    languageSetByPerson: target.languageSetByPerson ?? source.languageSetByPerson,
    latestBodyHash: null,
  }
}
