import { and, asc, desc, eq, gte, lt, notInArray, sql } from 'drizzle-orm'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export type UnclaimedKind = 'domain' | 'word'

export const createUnclaimed = ({ unclaimed }: Tables) => ({
  *count(tx: Db, found: { kind: UnclaimedKind; text: string }[], at: Date): Steps<void> {
    if (found.length === 0) return
    const rows = found.map(({ kind, text }) => ({ key: `${kind}:${text}`, kind, text, count: 1, lastAt: at }))
    yield* run(
      tx
        .insert(unclaimed)
        .values(rows)
        .onConflictDoUpdate({ target: unclaimed.key, set: { count: sql`${unclaimed.count} + 1`, lastAt: at } }),
    )
  },

  /** The most frequent first. */
  top: (db: Db, kind: UnclaimedKind, atLeast: number, limit: number) =>
    db
      .select()
      .from(unclaimed)
      .where(and(eq(unclaimed.kind, kind), gte(unclaimed.count, atLeast)))
      .orderBy(desc(unclaimed.count), desc(unclaimed.lastAt), asc(unclaimed.key))
      .limit(limit),

  /** What did not come since `before`, and all but the latest `kept`. */
  *forget(tx: Db, before: Date, kept: number): Steps<void> {
    yield* run(tx.delete(unclaimed).where(lt(unclaimed.lastAt, before)))
    const latest = tx
      .select({ key: unclaimed.key })
      .from(unclaimed)
      .orderBy(desc(unclaimed.lastAt), asc(unclaimed.key))
      .limit(kept)
    yield* run(tx.delete(unclaimed).where(notInArray(unclaimed.key, latest)))
  },
})
