import { and, asc, gt, inArray, lt } from 'drizzle-orm'
import { type Db, run, type Steps } from './database'
import type { Share, Tables } from './tables'

export type Call = Tables['calls']['$inferSelect']

export const createCalls = ({ calls }: Tables) => ({
  /** Oldest first. */
  since: (db: Db, moment: Date) => db.select().from(calls).where(gt(calls.at, moment)).orderBy(asc(calls.at)),

  *begin(tx: Db, share: Share, count: number, at: Date, underWayUntil: Date): Steps<number[]> {
    if (count === 0) return []
    const rows = yield* run(
      tx
        .insert(calls)
        .values(Array.from({ length: count }, () => ({ at, share, underWayUntil })))
        .returning({ id: calls.id }),
    )
    return rows.map((row) => row.id)
  },

  end: (db: Db, ids: number[]) => db.update(calls).set({ underWayUntil: null }).where(inArray(calls.id, ids)),

  forgetBefore: (db: Db, moment: Date) =>
    db.delete(calls).where(and(lt(calls.at, moment))),
})
