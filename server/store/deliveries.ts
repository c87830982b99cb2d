import { and, asc, count, eq, gt, inArray, isNull, lt, lte, max, or, sql } from 'drizzle-orm'
import type { ConversationId } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { DeliveryRow, Tables } from './tables'

export type Arrival = Pick<DeliveryRow, 'receivedAt' | 'conversationId' | 'type' | 'bodyHash'> & { body: string }

/** However many wait, a lease takes the same time: it sees so many of them. */
const LOOKED_THROUGH = 1000

export const createDeliveries = ({ deliveries, webhookKinds }: Tables) => {
  const free = (now: Date) =>
    and(eq(deliveries.status, 'waiting'), or(isNull(deliveries.leasedUntil), lte(deliveries.leasedUntil, now)))

  return {
    add: (db: Db, arrivals: Arrival[]) =>
      db.insert(deliveries).values(arrivals.map((arrival) => ({ ...arrival, status: 'waiting' as const }))),

    /** The oldest that nobody works on, at most one of each conversation; those behind it wait until it is settled. */
    *lease(tx: Db, now: Date, until: Date, limit: number): Steps<DeliveryRow[]> {
      const { id, conversationId, leasedUntil } = deliveries
      const oldest = yield* run(
        tx
          .select({ id, conversationId, leasedUntil })
          .from(deliveries)
          .where(eq(deliveries.status, 'waiting'))
          .orderBy(asc(id))
          .limit(LOOKED_THROUGH),
      )
      const next = firstOfEach(oldest).filter((row) => row.leasedUntil === null || row.leasedUntil <= now)
      const ids = next.slice(0, limit).map((row) => row.id)
      if (ids.length === 0) return []
      const leased = yield* run(
        tx
          .update(deliveries)
          .set({ leasedUntil: until })
          .where(and(inArray(deliveries.id, ids), free(now)))
          .returning(),
      )
      return leased.sort((a, b) => a.id - b.id)
    },

    /** Which of these bodies were folded before into the same conversation, as those without a body were; by delivery. */
    *cameBefore(tx: Db, rows: Pick<DeliveryRow, 'id' | 'conversationId' | 'bodyHash'>[]): Steps<Set<number>> {
      const ids = rows.flatMap(({ conversationId }) => conversationId ?? [])
      if (ids.length === 0) return new Set()
      const hashes = rows.map(({ bodyHash }) => bodyHash)
      const folded = yield* run(
        tx
          .select({ conversationId: deliveries.conversationId, bodyHash: deliveries.bodyHash })
          .from(deliveries)
          .where(
            and(inArray(deliveries.conversationId, ids), inArray(deliveries.bodyHash, hashes), isNull(deliveries.body)),
          ),
      )
      const isSame = (row: (typeof folded)[number], { conversationId, bodyHash }: (typeof rows)[number]) =>
        row.conversationId === conversationId && row.bodyHash === bodyHash
      return new Set(rows.filter((row) => folded.some((each) => isSame(each, row))).map(({ id }) => id))
    },

    /** The latest that came; later ones have a larger number. */
    *latest(tx: Db): Steps<number> {
      const [row] = yield* run(tx.select({ id: max(deliveries.id) }).from(deliveries))
      return row?.id ?? 0
    },

    /** Of which of these conversations a webhook waits to be folded, or came after that delivery. */
    *toldSince(tx: Db, ids: ConversationId[], latest: number): Steps<Set<ConversationId>> {
      if (ids.length === 0) return new Set()
      const rows = yield* run(
        tx
          .select({ id: deliveries.conversationId })
          .from(deliveries)
          .where(
            and(
              inArray(deliveries.conversationId, ids),
              or(eq(deliveries.status, 'waiting'), gt(deliveries.id, latest)),
            ),
          ),
      )
      return new Set(rows.flatMap(({ id }) => id ?? []))
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

    /** Of whatever is kept, folded or not. */
    types: (db: Db) => db.select({ type: deliveries.type }).from(deliveries).groupBy(deliveries.type),

    /** How many of each type came about a conversation after that delivery. */
    typesSince: (db: Db, conversation: ConversationId, latest: number) =>
      db
        .select({ type: deliveries.type, times: count() })
        .from(deliveries)
        .where(and(eq(deliveries.conversationId, conversation), gt(deliveries.id, latest)))
        .groupBy(deliveries.type),

    *byNumbers(tx: Db, ids: readonly number[]): Steps<DeliveryRow[]> {
      if (ids.length === 0) return []
      return yield* run(
        tx
          .select()
          .from(deliveries)
          .where(inArray(deliveries.id, [...ids])),
      )
    },

    /** One that was not understood is read once more. */
    putBack: (tx: Db, id: number) =>
      tx
        .update(deliveries)
        .set({ status: 'waiting', reason: null, leasedUntil: null })
        .where(and(eq(deliveries.id, id), eq(deliveries.status, 'not_understood'))),

    remove: (tx: Db, id: number) => tx.delete(deliveries).where(eq(deliveries.id, id)),

    countWaiting: (db: Db) => db.select({ count: count() }).from(deliveries).where(eq(deliveries.status, 'waiting')),

    forgetBefore: (db: Db, before: Date, statuses: DeliveryRow['status'][]) =>
      db.delete(deliveries).where(and(inArray(deliveries.status, statuses), lt(deliveries.receivedAt, before))),
  }
}

/** One without a conversation comes after nothing. */
const firstOfEach = <Row extends Pick<DeliveryRow, 'conversationId'>>(rows: Row[]): Row[] => {
  const seen = new Set<Row['conversationId']>([])
  return rows.filter(({ conversationId }) => {
    const isFirst = conversationId === null || !seen.has(conversationId)
    seen.add(conversationId)
    return isFirst
  })
}
