import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { LeaveReason } from '../../shared/decision'
import type { ConversationId, TeammateId, TeamName } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { Conversation, Tables, WaitStatus } from './tables'

const WAITS_FOR_BATON: WaitStatus[] = ['waiting', 'needs attention', 'held']

export const createConversations = ({ conversations, outbox }: Tables) => {
  const isLeftAlone = and(eq(conversations.waitStatus, 'left'), eq(conversations.isPrivate, false))

  return {
    *find(tx: Db, id: ConversationId): Steps<Conversation | null> {
      const [row] = yield* run(tx.select().from(conversations).where(eq(conversations.id, id)))
      return row ?? null
    },

    findMany: (db: Db, ids: ConversationId[]) => db.select().from(conversations).where(inArray(conversations.id, ids)),

    *addMany(tx: Db, rows: Conversation[]): Steps<void> {
      if (rows.length > 0) yield* run(tx.insert(conversations).values(rows))
    },

    /** Writes what differs. */
    *replace(tx: Db, before: Conversation, after: Conversation): Steps<void> {
      const values = difference(before, after)
      if (Object.keys(values).length > 0)
        yield* run(tx.update(conversations).set(values).where(eq(conversations.id, after.id)))
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
        .select({ id: conversations.id })
        .from(conversations)
        .where(
          and(eq(conversations.isClosed, false), isNull(conversations.ownerId), eq(conversations.isFromBefore, false)),
        ),

    needingAttention: (db: Db) =>
      db
        .select()
        .from(conversations)
        .where(and(eq(conversations.waitStatus, 'needs attention'), eq(conversations.isPrivate, false))),

    /** Left without an owner, the latest active first; `after`: the last of the page before. */
    leftAlone: (
      db: Db,
      reason: LeaveReason | null,
      after: Pick<Conversation, 'id' | 'lastActivityAt'> | null,
      limit: number,
    ) => {
      const { id, lastActivityAt } = conversations
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

    /** What the same customer wrote before, newest first. */
    historyOf: (db: Db, customerAddress: string, except: ConversationId, limit: number) =>
      db
        .select()
        .from(conversations)
        .where(and(eq(conversations.customerAddress, customerAddress), ne(conversations.id, except)))
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

const difference = (before: Conversation, after: Conversation): Partial<Conversation> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isSame(value, before[name as keyof Conversation])),
  )

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
