import { aliasedTable, and, asc, count, desc, eq, inArray, isNull, lt, lte, ne, notExists, or, sql } from 'drizzle-orm'
import { type Db, run, type Steps } from './database'
import type { DeliveryRow, Tables } from './tables'

export type Arrival = Pick<DeliveryRow, 'receivedAt' | 'conversationId' | 'type' | 'bodyHash'> & { body: string }

export const createDeliveries = ({ deliveries, webhookKinds }: Tables) => {
  const earlier = aliasedTable(deliveries, 'earlier')
  const free = (now: Date) =>
    and(eq(deliveries.status, 'waiting'), or(isNull(deliveries.leasedUntil), lte(deliveries.leasedUntil, now)))

  return {
    add: (db: Db, arrivals: Arrival[]) =>
      db.insert(deliveries).values(arrivals.map((arrival) => ({ ...arrival, status: 'waiting' as const }))),

    /** The oldest that nobody works on, at most one of each conversation. */
    *lease(tx: Db, now: Date, until: Date, limit: number): Steps<DeliveryRow[]> {
      const earlierOfItsConversation = tx
        .select({ id: earlier.id })
        .from(earlier)
        .where(
          and(
            eq(earlier.conversationId, deliveries.conversationId),
            eq(earlier.status, 'waiting'),
            lt(earlier.id, deliveries.id),
          ),
        )
      const next = yield* run(
        tx
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(and(free(now), notExists(earlierOfItsConversation)))
          .orderBy(asc(deliveries.id))
          .limit(limit),
      )
      if (next.length === 0) return []
      const ids = next.map((row) => row.id)
      const leased = yield* run(
        tx
          .update(deliveries)
          .set({ leasedUntil: until })
          .where(and(inArray(deliveries.id, ids), free(now)))
          .returning(),
      )
      return leased.sort((a, b) => a.id - b.id)
    },

    /** The body goes: what mattered stands in the conversation. */
    settle: (tx: Db, ids: number[], status: 'accepted' | 'repeated') =>
      tx.update(deliveries).set({ status, body: null, leasedUntil: null }).where(inArray(deliveries.id, ids)),

    /** Kept, with its body, for people to look at. */
    notUnderstood: (tx: Db, id: number, reason: string) =>
      tx.update(deliveries).set({ status: 'not_understood', reason, leasedUntil: null }).where(eq(deliveries.id, id)),

    countKind: (tx: Db, type: string, at: Date, times: number) =>
      tx
        .insert(webhookKinds)
        .values({ type, lastAt: at, count: times })
        .onConflictDoUpdate({
          target: webhookKinds.type,
          set: { lastAt: at, count: sql`${webhookKinds.count} + ${times}` },
        }),

    kinds: (db: Db) => db.select().from(webhookKinds),

    listNotUnderstood: (db: Db, limit: number) =>
      db
        .select()
        .from(deliveries)
        .where(eq(deliveries.status, 'not_understood'))
        .orderBy(desc(deliveries.id))
        .limit(limit),

    countWaiting: (db: Db) => db.select({ count: count() }).from(deliveries).where(eq(deliveries.status, 'waiting')),

    forgetBefore: (db: Db, before: Date) =>
      db.delete(deliveries).where(and(ne(deliveries.status, 'waiting'), lt(deliveries.receivedAt, before))),
  }
}
