import { and, asc, eq, inArray, isNotNull, isNull, lte, notInArray, or, sql } from 'drizzle-orm'
import { type Db, inParts, run, type Steps } from './database'
import type { DueKind, DueWorkRow, Tables } from './tables'

/** `dueAt` null: at no known moment. */
export type Plan = Pick<DueWorkRow, 'kind' | 'subjectId' | 'rank'> & { dueAt: Date | null }

export const createDueWork = ({ dueWork }: Tables) => {
  const keyOf = (kind: DueKind, subjectId: string) => `${kind}:${subjectId}`
  const keyOfRow = ({ key }: DueWorkRow) => key
  const isLeasedAs = (rows: DueWorkRow[]) =>
    inArray(
      dueWork.leasedUntil,
      rows.flatMap(({ leasedUntil }) => leasedUntil ?? []),
    )
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

    /** The same for many, each with its own moment. */
    *planMany(tx: Db, plans: readonly Plan[]): Steps<void> {
      const rows = plans.flatMap(({ dueAt, ...plan }) =>
        dueAt ? [{ ...plan, key: keyOf(plan.kind, plan.subjectId), dueAt, attempts: 0 }] : [],
      )
      const cancelled = plans.flatMap(({ kind, subjectId, dueAt }) => (dueAt ? [] : [keyOf(kind, subjectId)]))
      for (const part of inParts(cancelled)) yield* run(tx.delete(dueWork).where(inArray(dueWork.key, part)))
      const set = { dueAt: sql`excluded.due_at`, rank: sql`excluded.rank`, leasedUntil: null, attempts: 0 }
      for (const part of inParts(rows))
        yield* run(tx.insert(dueWork).values(part).onConflictDoUpdate({ target: dueWork.key, set }))
    },

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

    /** `of`: those of these kinds, or all but those. */
    *lease(
      tx: Db,
      now: Date,
      until: Date,
      limit: number,
      of: { only: DueKind[] } | { except: DueKind[] },
    ): Steps<DueWorkRow[]> {
      const isOne = 'only' in of ? inArray(dueWork.kind, of.only) : notInArray(dueWork.kind, of.except)
      const next = yield* run(
        tx
          .select({ key: dueWork.key })
          .from(dueWork)
          .where(and(free(now), isOne))
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

    /** Also while it is under way. Null: it is not planned. */
    *find(tx: Db, kind: DueKind, subjectId: string): Steps<DueWorkRow | null> {
      const isIt = eq(dueWork.key, keyOf(kind, subjectId))
      const [row] = yield* run(tx.select().from(dueWork).where(isIt))
      return row ?? null
    },

    /** Done, but for those that were planned anew meanwhile: these are leased no more. */
    settle: (tx: Db, rows: DueWorkRow[]) =>
      tx.delete(dueWork).where(and(inArray(dueWork.key, rows.map(keyOfRow)), isLeasedAs(rows))),

    /** It goes on then, unless it was planned anew meanwhile. */
    again: (tx: Db, row: DueWorkRow, dueAt: Date) =>
      tx
        .update(dueWork)
        .set({ dueAt, leasedUntil: null, attempts: 0 })
        .where(and(eq(dueWork.key, row.key), isLeasedAs([row]))),

    /** Unless it was planned anew meanwhile. */
    retry: (tx: Db, row: DueWorkRow, dueAt: Date) =>
      tx
        .update(dueWork)
        .set({ dueAt, leasedUntil: null })
        .where(and(eq(dueWork.key, row.key), isLeasedAs([row]))),
  }
}
