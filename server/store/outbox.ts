import {
  aliasedTable,
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lt,
  lte,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm'
import type { ConversationId, HandoffId } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { OutboxRow, Tables } from './tables'

export type Owed = Pick<OutboxRow, 'handoffId' | 'lane' | 'priority' | 'call' | 'createdAt'>

/** What is known of earlier attempts. */
export type Fate = Pick<OutboxRow, 'isFateUnknown' | 'mayLandUntil'>

export const createOutbox = ({ outbox, trail }: Tables) => {
  const earlier = aliasedTable(outbox, 'earlier')
  const unsent = (now: Date) =>
    and(eq(outbox.status, 'waiting'), or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, now)))
  const free = (now: Date) => and(unsent(now), lte(outbox.dueAt, now))

  const attempt = (leasedUntil: Date) => ({ leasedUntil, attempts: sql`${outbox.attempts} + 1` })

  return {
    *addMany(tx: Db, owed: Owed[]): Steps<void> {
      if (owed.length === 0) return
      const fresh = { status: 'waiting' as const, attempts: 0, isFateUnknown: false, mayLandUntil: null }
      yield* run(tx.insert(outbox).values(owed.map((each) => ({ ...each, ...fresh, dueAt: each.createdAt }))))
    },

    /** Free to go, most important first, at most one of each lane. */
    *next(tx: Db, now: Date, limit: number): Steps<OutboxRow[]> {
      const earlierInLane = tx
        .select({ id: earlier.id })
        .from(earlier)
        .where(and(eq(earlier.lane, outbox.lane), eq(earlier.status, 'waiting'), lt(earlier.id, outbox.id)))
      return yield* run(
        tx
          .select()
          .from(outbox)
          .where(and(free(now), notExists(earlierInLane)))
          .orderBy(asc(outbox.priority), asc(outbox.id))
          .limit(limit),
      )
    },

    /** From now on Missive may have it: a process that dies under way leaves a fate unknown. */
    leaseToSend: (tx: Db, ids: number[], now: Date, until: Date, mayLandUntil: Date) =>
      tx
        .update(outbox)
        .set({ ...attempt(until), isFateUnknown: true, mayLandUntil })
        .where(and(inArray(outbox.id, ids), free(now), eq(outbox.isFateUnknown, false)))
        .returning({ id: outbox.id }),

    /** Whether an earlier attempt arrived is looked up; nothing is sent. */
    leaseToLook: (tx: Db, ids: number[], now: Date, until: Date) =>
      tx
        .update(outbox)
        .set(attempt(until))
        .where(and(inArray(outbox.id, ids), free(now), eq(outbox.isFateUnknown, true)))
        .returning({ id: outbox.id }),

    /** An echo may have confirmed it before the answer came, and stays. */
    sent: (tx: Db, ids: number[], at: Date) =>
      tx
        .update(outbox)
        .set({ status: 'sent', leasedUntil: null, mayLandUntil: null, sentAt: at, reason: null })
        .where(and(inArray(outbox.id, ids), eq(outbox.status, 'waiting'))),

    retry: (tx: Db, id: number, dueAt: Date, { isFateUnknown, mayLandUntil }: Fate, reason: string) =>
      tx
        .update(outbox)
        .set({ leasedUntil: null, dueAt, isFateUnknown, mayLandUntil, reason })
        .where(and(eq(outbox.id, id), eq(outbox.status, 'waiting'))),

    /** Not an attempt: Missive turned it away before looking at it. */
    postpone: (tx: Db, id: number, dueAt: Date, { isFateUnknown, mayLandUntil }: Fate) =>
      tx
        .update(outbox)
        .set({ leasedUntil: null, dueAt, isFateUnknown, mayLandUntil, attempts: sql`${outbox.attempts} - 1` })
        .where(and(eq(outbox.id, id), eq(outbox.status, 'waiting'))),

    refuse: (tx: Db, id: number, reason: string) =>
      tx
        .update(outbox)
        .set({ status: 'refused', leasedUntil: null, mayLandUntil: null, reason })
        .where(eq(outbox.id, id)),

    /** Its answer may still be on the way, or never come: what Missive shows is enough. */
    confirm: (tx: Db, handoffId: HandoffId) =>
      tx
        .update(outbox)
        .set({ status: 'confirmed', leasedUntil: null, mayLandUntil: null })
        .where(and(eq(outbox.handoffId, handoffId), inArray(outbox.status, ['waiting', 'sent']))),

    /** What would change this conversation's owner and has not gone out: a person was first. Returns what was dropped. */
    *dropWaiting(tx: Db, lane: ConversationId, now: Date, reason: string): Steps<OutboxRow[]> {
      const isOfLane = and(eq(outbox.lane, lane), unsent(now))
      const waiting = yield* run(tx.select().from(outbox).where(isOfLane))
      const ids = waiting.filter(({ call }) => call.assign !== null).map(({ id }) => id)
      if (ids.length === 0) return []
      return yield* run(
        tx
          .update(outbox)
          .set({ status: 'dropped', reason })
          .where(and(isOfLane, inArray(outbox.id, ids)))
          .returning(),
      )
    },

    /** Calls that Missive has or may have, and that it was not yet seen to follow. */
    goneOut: (db: Db, lanes: ConversationId[]) =>
      db
        .select()
        .from(outbox)
        .where(
          and(
            inArray(outbox.lane, lanes),
            or(
              eq(outbox.status, 'sent'),
              and(inArray(outbox.status, ['waiting', 'dropped']), eq(outbox.isFateUnknown, true)),
            ),
          ),
        )
        .orderBy(asc(outbox.id)),

    /** Calls of this time that Missive took, oldest first. */
    takenSince: (db: Db, lane: ConversationId, since: Date) =>
      db
        .select()
        .from(outbox)
        .where(and(eq(outbox.lane, lane), inArray(outbox.status, ['sent', 'confirmed']), gt(outbox.createdAt, since)))
        .orderBy(asc(outbox.id)),

    *of(tx: Db, handoffId: HandoffId): Steps<OutboxRow | null> {
      const [row] = yield* run(tx.select().from(outbox).where(eq(outbox.handoffId, handoffId)))
      return row ?? null
    },

    ofMany: (db: Db, handoffIds: HandoffId[]) => db.select().from(outbox).where(inArray(outbox.handoffId, handoffIds)),

    refused: (db: Db, limit: number) =>
      db.select().from(outbox).where(eq(outbox.status, 'refused')).orderBy(desc(outbox.id)).limit(limit),

    /** Settled before and of no handoff: what channels were told. */
    forgetNoticesBefore: (tx: Db, before: Date) => {
      const handoffs = tx.select({ id: trail.id }).from(trail).where(eq(trail.id, outbox.handoffId))
      return tx
        .delete(outbox)
        .where(and(ne(outbox.status, 'waiting'), lt(outbox.createdAt, before), notExists(handoffs)))
    },

    /** How many go before this one. */
    *countAhead(tx: Db, row: OutboxRow): Steps<number> {
      const isAhead = or(
        lt(outbox.priority, row.priority),
        and(eq(outbox.priority, row.priority), lt(outbox.id, row.id)),
      )
      const [ahead] = yield* run(
        tx
          .select({ count: count() })
          .from(outbox)
          .where(and(eq(outbox.status, 'waiting'), isAhead)),
      )
      return ahead?.count ?? 0
    },
  }
}
