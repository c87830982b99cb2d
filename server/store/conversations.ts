import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { LeaveReason } from '../../shared/decision'
import type { ConversationId, MissiveTeamId, TeammateId, TeamName } from '../../shared/ids'
import { type Db, inParts, run, type Steps } from './database'
import type { Conversation, Tables, WaitStatus } from './tables'

const WAITS_FOR_BATON: WaitStatus[] = ['waiting', 'needs attention', 'held', 'paused']

/** What is remembered of a customer's other conversation. */
export type PastConversation = Pick<
  Conversation,
  'id' | 'subject' | 'ownerId' | 'isClosed' | 'isTrashed' | 'isJunk' | 'lastActivityAt'
>

export const createConversations = ({ aliases, conversations, outbox, teammates }: Tables) => {
  const { id, subject, ownerId, isClosed, isTrashed, isJunk, lastActivityAt } = conversations
  const { waitStatus, urgency, dueAt } = conversations
  const findMany = (db: Db, ids: ConversationId[]) =>
    db.select().from(conversations).where(inArray(conversations.id, ids))

  /** Those of these ids that are known, each with its conversation, also where that had it before a merge. */
  function* lookUp(tx: Db, ids: ConversationId[]): Steps<ReadonlyMap<ConversationId, Conversation>> {
    const found = new Map<ConversationId, Conversation>()
    if (ids.length > 0) for (const row of yield* run(findMany(tx, ids))) found.set(row.id, row)
    const unknown = ids.filter((each) => !found.has(each))
    if (unknown.length === 0) return found
    const merged = yield* run(
      tx
        .select({ from: aliases.id, conversation: conversations })
        .from(aliases)
        .innerJoin(conversations, eq(conversations.id, aliases.conversationId))
        .where(inArray(aliases.id, unknown)),
    )
    for (const { from, conversation } of merged) found.set(from, conversation)
    return found
  }

  const isOpen = and(eq(isClosed, false), eq(isTrashed, false), eq(isJunk, false))
  const isLeftAlone = and(eq(conversations.waitStatus, 'left'), eq(conversations.isPrivate, false))

  return {
    /** By any id that it ever had. */
    *find(tx: Db, id: ConversationId): Steps<Conversation | null> {
      return (yield* lookUp(tx, [id])).get(id) ?? null
    },

    lookUp,
    findMany,

    *addMany(tx: Db, rows: Conversation[]): Steps<void> {
      for (const part of inParts(rows)) yield* run(tx.insert(conversations).values(part))
    },

    /** Writes what differs from what was read: mostly a few of very many columns, and to build a statement costs by the column. */
    *writeChanges(tx: Db, kept: readonly { read: Conversation | null; now: Conversation | null }[]): Steps<void> {
      for (const { read, now } of kept) {
        const changes = read && now && changesOf(read, now)
        if (changes) yield* run(tx.update(conversations).set(changes).where(eq(id, read.id)))
      }
    },

    /** Those that Baton decides again by itself. */
    waiting: (db: Db, teams?: TeamName[]) =>
      db
        .select()
        .from(conversations)
        .where(
          and(
            inArray(conversations.waitStatus, WAITS_FOR_BATON),
            teams ? inArray(conversations.routingTeam, teams) : undefined,
          ),
        )
        .orderBy(asc(conversations.unownedSince)),

    /** Open, without an owner, and Baton's to decide. */
    unowned: (db: Db) =>
      db
        .select({ id, waitStatus, urgency, dueAt })
        .from(conversations)
        .where(
          and(
            eq(isClosed, false),
            eq(isTrashed, false),
            eq(isJunk, false),
            isNull(ownerId),
            eq(conversations.isFromBefore, false),
            isNull(conversations.outOfSightAt),
          ),
        ),

    /** Open ones of these teams, or in these inboxes, that wait for an owner. */
    unassignedOf: (db: Db, teams: TeamName[], inboxes: MissiveTeamId[], limit: number) =>
      db
        .select()
        .from(conversations)
        .where(
          and(
            isOpen,
            isNull(ownerId),
            eq(conversations.isPrivate, false),
            isNull(conversations.outOfSightAt),
            inArray(conversations.waitStatus, [...WAITS_FOR_BATON, 'shadow']),
            or(inArray(conversations.routingTeam, teams), inArray(conversations.missiveTeamId, inboxes)),
          ),
        )
        .orderBy(asc(conversations.unownedSince))
        .limit(limit),

    /** Open ones of theirs. */
    ownedBy: (db: Db, owner: TeammateId) =>
      db
        .select()
        .from(conversations)
        .where(and(eq(ownerId, owner), isOpen)),

    /** Open ones of theirs, not from before Baton, whose customers wait. */
    waitingOnAny: (db: Db, owners: readonly TeammateId[]) =>
      db
        .select()
        .from(conversations)
        .where(
          and(
            inArray(ownerId, [...owners]),
            isOpen,
            isNotNull(conversations.waitingSince),
            eq(conversations.isFromBefore, false),
          ),
        ),

    /** Open ones of theirs whose customers wait. */
    waitingOn: (db: Db, owner: TeammateId) =>
      db
        .select({ id, subject, urgency, waitingSince: conversations.waitingSince })
        .from(conversations)
        .where(and(eq(ownerId, owner), isOpen, isNotNull(conversations.waitingSince))),

    /** What would have an owner by now, had people not paused routing. */
    paused: (db: Db) => db.select().from(conversations).where(eq(conversations.waitStatus, 'paused')),

    /** Open ones whose clock has something to do that it has not done. */
    withClockPast: (db: Db, now: Date) =>
      db
        .select({ id, urgency, dueAt, clockAt: conversations.clockAt })
        .from(conversations)
        .where(and(eq(isClosed, false), lte(conversations.clockAt, now))),

    /** Longest first. */
    withTwoOwners: (db: Db) =>
      db
        .select()
        .from(conversations)
        .where(
          and(
            isNotNull(conversations.twoOwnersSince),
            isNull(conversations.pendingHandoffId),
            eq(conversations.isPrivate, false),
          ),
        )
        .orderBy(asc(conversations.twoOwnersSince)),

    /** Left without an owner, the latest active first; `after`: the last of the page before. */
    leftAlone: (
      db: Db,
      reason: LeaveReason | null,
      after: Pick<Conversation, 'id' | 'lastActivityAt'> | null,
      limit: number,
    ) => {
      const comesLater =
        after &&
        or(lt(lastActivityAt, after.lastActivityAt), and(eq(lastActivityAt, after.lastActivityAt), lt(id, after.id)))
      return db
        .select()
        .from(conversations)
        .where(and(isLeftAlone, reason ? eq(conversations.leaveReason, reason) : undefined, comesLater ?? undefined))
        .orderBy(desc(lastActivityAt), desc(id))
        .limit(limit)
    },

    /** By reason, the most frequent first. */
    countLeftAlone: (db: Db) =>
      db
        .select({ reason: conversations.leaveReason, count: count() })
        .from(conversations)
        .where(isLeftAlone)
        .groupBy(conversations.leaveReason)
        .orderBy(desc(count()), asc(conversations.leaveReason)),

    countWaiting: (db: Db) =>
      db
        .select({ team: conversations.routingTeam, count: count() })
        .from(conversations)
        .where(inArray(conversations.waitStatus, WAITS_FOR_BATON))
        .groupBy(conversations.routingTeam),

    /** A customer's conversations but the private ones, the latest active first. */
    ofCustomer: (db: Db, customerAddress: string, limit: number) =>
      db
        .select({ id, subject, ownerId, isClosed, isTrashed, isJunk, lastActivityAt })
        .from(conversations)
        .where(and(eq(conversations.customerAddress, customerAddress), eq(conversations.isPrivate, false)))
        .orderBy(desc(conversations.lastActivityAt))
        .limit(limit),

    /** Open load counted from the rows themselves: what the counters must equal. */
    recount: (db: Db) =>
      db
        .select({
          teammateId: conversations.ownerId,
          openLoad: sql<number>`sum(${conversations.countsAs})`.mapWith(Number),
          conversations: count(),
        })
        .from(conversations)
        .where(
          and(
            isNotNull(conversations.ownerId),
            eq(conversations.isClosed, false),
            eq(conversations.isTrashed, false),
            eq(conversations.isJunk, false),
          ),
        )
        .groupBy(conversations.ownerId),

    /** Open ones that no list and no webhook has shown since, the next in the order of their ids. */
    openAndUnshown: (db: Db, since: Date, limit: number) =>
      db
        .select({ id: conversations.id })
        .from(conversations)
        .where(
          and(
            eq(conversations.isClosed, false),
            eq(conversations.isTrashed, false),
            eq(conversations.isJunk, false),
            eq(conversations.isPrivate, false),
            isNull(conversations.outOfSightAt),
            lt(conversations.shownAt, since),
          ),
        )
        .orderBy(asc(conversations.id))
        .limit(limit),

    /** A list shows them as they are known. */
    shown: (tx: Db, ids: ConversationId[], at: Date) =>
      tx.update(conversations).set({ shownAt: at }).where(inArray(conversations.id, ids)),

    asked: (tx: Db, ids: ConversationId[], at: Date) =>
      tx.update(conversations).set({ askedAt: at }).where(inArray(conversations.id, ids)),

    /** Open ones of people who have left Missive, the latest active first. */
    ofPeopleGone: (db: Db, limit: number) =>
      db
        .select({ conversation: conversations })
        .from(conversations)
        .innerJoin(teammates, and(eq(teammates.id, conversations.ownerId), isNotNull(teammates.goneAt)))
        .where(
          and(eq(conversations.isClosed, false), eq(conversations.isTrashed, false), eq(conversations.isJunk, false)),
        )
        .orderBy(desc(conversations.lastActivityAt), asc(conversations.id))
        .limit(limit),

    /** Those that count as somebody's open load. */
    held: (db: Db) =>
      db
        .select()
        .from(conversations)
        .where(
          and(
            isNotNull(conversations.ownerId),
            eq(conversations.isClosed, false),
            eq(conversations.isTrashed, false),
            eq(conversations.isJunk, false),
          ),
        ),

    /** With all that belongs to them. */
    *forgetClosedBefore(tx: Db, before: Date): Steps<void> {
      const past = and(eq(conversations.isClosed, true), lt(conversations.lastActivityAt, before))
      const lanes = tx.select({ id: conversations.id }).from(conversations).where(past)
      yield* run(tx.delete(outbox).where(inArray(outbox.lane, lanes)))
      yield* run(tx.delete(conversations).where(past))
    },
  }
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))

/** Null: nothing changed. */
const changesOf = (before: Conversation, after: Conversation): Partial<Conversation> | null => {
  if (before === after) return null
  const changed = Object.entries(after).filter(([name, value]) => !isSame(value, before[name as keyof Conversation]))
  return changed.length > 0 ? Object.fromEntries(changed) : null
}

/** What a conversation adds to whose open load. */
export interface Held {
  teammateId: TeammateId
  openLoad: number
}

/** Null: it is nobody's, or not open. Snoozed ones are held too, for what they count. */
export const heldBy = (
  conversation: Pick<Conversation, 'ownerId' | 'isClosed' | 'isTrashed' | 'isJunk' | 'countsAs'> | null,
): Held | null =>
  conversation?.ownerId && !conversation.isClosed && !conversation.isTrashed && !conversation.isJunk
    ? { teammateId: conversation.ownerId, openLoad: conversation.countsAs }
    : null
