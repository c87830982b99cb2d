import {
  aliasedTable,
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  not,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { ConversationId, HandoffId, TeamName } from '../../shared/ids'
import { type Db, inParts, run, type Steps } from './database'
import type { OutboxRow, Tables } from './tables'

export type Owed = Pick<OutboxRow, 'handoffId' | 'lane' | 'priority' | 'team' | 'call' | 'createdAt'>

/** What is known of earlier attempts. */
export type Fate = Pick<OutboxRow, 'isFateUnknown' | 'mayLandUntil'>

/** What people paused: of these teams, null for what is of all, nothing goes out that no person started. */
export type Paused = readonly (TeamName | null)[]

/** What Missive may have by now is still looked for, and keeps its place in its lane. */
const isHeld = ({ team, priority, isFateUnknown }: Tables['outbox'], paused: Paused): SQL | undefined => {
  if (paused.length === 0) return undefined
  const teams = paused.filter((name) => name !== null)
  const isOfThem = paused.includes(null) ? undefined : and(isNotNull(team), inArray(team, teams))
  return and(gt(priority, 0), eq(isFateUnknown, false), isOfThem)
}

const unless = (condition: SQL | undefined) => (condition ? not(condition) : undefined)

export const createOutbox = ({ outbox, trail }: Tables) => {
  const earlier = aliasedTable(outbox, 'earlier')
  const unsent = (now: Date) =>
    and(eq(outbox.status, 'waiting'), or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, now)))
  const free = (now: Date) => and(unsent(now), lte(outbox.dueAt, now))

  const attempt = (leasedUntil: Date) => ({ leasedUntil, attempts: sql`${outbox.attempts} + 1` })

  return {
    *addMany(tx: Db, owed: Owed[]): Steps<void> {
      const fresh = { status: 'waiting' as const, attempts: 0, isFateUnknown: false, mayLandUntil: null }
      for (const part of inParts(owed))
        yield* run(tx.insert(outbox).values(part.map((each) => ({ ...each, ...fresh, dueAt: each.createdAt }))))
    },

    /** Free to go, most important first, at most one of each lane. */
    *next(tx: Db, paused: Paused, now: Date, limit: number): Steps<OutboxRow[]> {
      const earlierInLane = tx
        .select({ id: earlier.id })
        .from(earlier)
        .where(
          and(
            eq(earlier.lane, outbox.lane),
            eq(earlier.status, 'waiting'),
            lt(earlier.id, outbox.id),
            unless(isHeld(earlier, paused)),
          ),
        )
      return yield* run(
        tx
          .select()
          .from(outbox)
          .where(and(free(now), unless(isHeld(outbox, paused)), notExists(earlierInLane)))
          .orderBy(asc(outbox.priority), asc(outbox.id))
          .limit(limit),
      )
    },

    /** From now on Missive may have it: a process that dies under way leaves a fate unknown. */
    leaseToSend: (tx: Db, ids: number[], now: Date, until: Date, mayLandUntil: Date) =>
      tx
        .update(outbox)
        .set({ ...attempt(until), isFateUnknown: true, mayLandUntil, sentAt: now })
        .where(and(inArray(outbox.id, ids), free(now), eq(outbox.isFateUnknown, false), isNull(outbox.overtaken)))
        .returning({ id: outbox.id }),

    /** Whether an earlier attempt arrived is looked up; nothing is sent. */
    leaseToLook: (tx: Db, ids: number[], now: Date, until: Date) =>
      tx
        .update(outbox)
        .set(attempt(until))
        .where(and(inArray(outbox.id, ids), free(now), eq(outbox.isFateUnknown, true)))
        .returning({ id: outbox.id }),

    /** An echo may have confirmed it before the answer came, and stays. */
    sent: (tx: Db, ids: number[]) =>
      tx
        .update(outbox)
        .set({ status: 'sent', leasedUntil: null, mayLandUntil: null, reason: null })
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
    confirm: (tx: Db, handoffId: HandoffId, seenBy: OutboxRow['seenBy']) =>
      tx
        .update(outbox)
        .set({ status: 'confirmed', leasedUntil: null, mayLandUntil: null, seenBy })
        .where(and(eq(outbox.handoffId, handoffId), inArray(outbox.status, ['waiting', 'sent']))),

    /** How Missive was seen to follow the latest calls. */
    *latestSeen(tx: Db, limit: number): Steps<NonNullable<OutboxRow['seenBy']>[]> {
      const latest = tx.select({ seenBy: outbox.seenBy }).from(outbox).where(isNotNull(outbox.seenBy))
      const rows = yield* run(latest.orderBy(desc(outbox.id)).limit(limit))
      return rows.flatMap(({ seenBy }) => seenBy ?? [])
    },

    /**
     * What would change this conversation's owner must not go out any more: a person was first. Returns what was dropped;
     * what is under way is dropped when it comes back unsent.
     */
    *overtake(tx: Db, lane: ConversationId, now: Date, reason: string): Steps<OutboxRow[]> {
      const isOfLane = and(eq(outbox.lane, lane), eq(outbox.status, 'waiting'))
      const waiting = yield* run(tx.select().from(outbox).where(isOfLane))
      const ids = waiting.filter(({ call }) => call.assign !== null).map(({ id }) => id)
      if (ids.length === 0) return []
      const isOne = and(isOfLane, inArray(outbox.id, ids))
      yield* run(tx.update(outbox).set({ overtaken: reason }).where(isOne))
      return yield* run(
        tx
          .update(outbox)
          .set({ status: 'dropped', reason })
          .where(and(isOne, unsent(now)))
          .returning(),
      )
    },

    /** False: it went out meanwhile, or was dropped by somebody else. */
    *dropOvertaken(tx: Db, { id, overtaken }: OutboxRow, now: Date): Steps<boolean> {
      const isUnsent = and(eq(outbox.id, id), unsent(now), eq(outbox.isFateUnknown, false))
      const dropped = yield* run(
        tx.update(outbox).set({ status: 'dropped', reason: overtaken }).where(isUnsent).returning({ id: outbox.id }),
      )
      return dropped.length > 0
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

    /** Calls that Missive has or may have: those of this time, and those that it was not yet seen to follow. Oldest first. */
    thatMayShow: (db: Db, lane: ConversationId, since: Date) =>
      db
        .select()
        .from(outbox)
        .where(
          and(
            eq(outbox.lane, lane),
            or(
              eq(outbox.status, 'sent'),
              and(eq(outbox.status, 'confirmed'), gt(outbox.sentAt, since)),
              and(inArray(outbox.status, ['waiting', 'dropped']), eq(outbox.isFateUnknown, true)),
            ),
          ),
        )
        .orderBy(asc(outbox.id)),

    *of(tx: Db, handoffId: HandoffId): Steps<OutboxRow | null> {
      const [row] = yield* run(tx.select().from(outbox).where(eq(outbox.handoffId, handoffId)))
      return row ?? null
    },

    ofMany: (db: Db, handoffIds: HandoffId[]) => db.select().from(outbox).where(inArray(outbox.handoffId, handoffIds)),

    *byNumbers(tx: Db, ids: readonly number[]): Steps<OutboxRow[]> {
      if (ids.length === 0) return []
      return yield* run(
        tx
          .select()
          .from(outbox)
          .where(inArray(outbox.id, [...ids])),
      )
    },

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
