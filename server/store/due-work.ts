import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { type Db, run, type Steps } from './database'
import type { DueKind, DueWorkRow, Tables } from './tables'

export const createDueWork = ({ dueWork }: Tables) => {
  const keyOf = (kind: DueKind, subjectId: string) => `${kind}:${subjectId}`
  const free = (now: Date) =>
    and(lte(dueWork.dueAt, now), or(isNull(dueWork.leasedUntil), lte(dueWork.leasedUntil, now)))

  return {
    /** One row for each kind and subject: a later plan replaces an earlier one. */
    plan: (tx: Db, kind: DueKind, subjectIds: string[], dueAt: Date, rank = 0) =>
      tx
        .insert(dueWork)
        .values(
          subjectIds.map((subjectId) => ({ key: keyOf(kind, subjectId), kind, subjectId, dueAt, rank, attempts: 0 })),
        )
        .onConflictDoUpdate({ target: dueWork.key, set: { dueAt, rank, leasedUntil: null, attempts: 0 } }),

    /** An earlier plan stands, unless its work is under way: that may have looked before what this one is about. */
    planUnlessPlanned: (tx: Db, kind: DueKind, subjectId: string, dueAt: Date, rank = 0) =>
      tx
        .insert(dueWork)
        .values({ key: keyOf(kind, subjectId), kind, subjectId, dueAt, rank, attempts: 0 })
        .onConflictDoUpdate({
          target: dueWork.key,
          set: { dueAt, rank, leasedUntil: null, attempts: 0 },
          setWhere: isNotNull(dueWork.leasedUntil),
        }),

    cancel: (tx: Db, kind: DueKind, subjectId: string) =>
      tx.delete(dueWork).where(eq(dueWork.key, keyOf(kind, subjectId))),

    *lease(tx: Db, now: Date, until: Date, limit: number): Steps<DueWorkRow[]> {
      const next = yield* run(
        tx
          .select({ key: dueWork.key })
          .from(dueWork)
          .where(free(now))
          .orderBy(asc(dueWork.rank), asc(dueWork.dueAt), asc(dueWork.key))
          .limit(limit),
      )
      if (next.length === 0) return []
      const keys = next.map((row) => row.key)
      const leased = yield* run(
        tx
          .update(dueWork)
          .set({ leasedUntil: until, attempts: sql`${dueWork.attempts} + 1` })
          .where(and(inArray(dueWork.key, keys), free(now)))
          .returning(),
      )
      return leased.sort((a, b) => a.rank - b.rank || +a.dueAt - +b.dueAt || (a.key < b.key ? -1 : 1))
    },

    /** Done, unless it was planned anew meanwhile. */
    settle: (tx: Db, row: DueWorkRow) =>
      tx.delete(dueWork).where(and(eq(dueWork.key, row.key), eq(dueWork.dueAt, row.dueAt))),

    /** Unless it was planned anew meanwhile. */
    retry: (tx: Db, row: DueWorkRow, dueAt: Date) =>
      tx
        .update(dueWork)
        .set({ dueAt, leasedUntil: null })
        .where(and(eq(dueWork.key, row.key), eq(dueWork.dueAt, row.dueAt))),

    *dueAtOf(tx: Db, kind: DueKind, subjectId: string): Steps<Date | null> {
      const [row] = yield* run(
        tx
          .select({ dueAt: dueWork.dueAt })
          .from(dueWork)
          .where(eq(dueWork.key, keyOf(kind, subjectId))),
      )
      return row?.dueAt ?? null
    },
  }
}
