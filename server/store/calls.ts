import { and, asc, count, gt, inArray, lt } from 'drizzle-orm'
import { type Db, run, type Steps } from './database'
import type { Share, Tables } from './tables'

export const createCalls = ({ calls }: Tables) => {
  const since = (moment: Date, of: readonly Share[] | null) =>
    and(gt(calls.at, moment), of === null ? undefined : inArray(calls.share, [...of]))

  return {
    /** `of`: only calls of these shares. */
    *countSince(tx: Db, moment: Date, of: readonly Share[] | null = null): Steps<number> {
      const [row] = yield* run(tx.select({ count: count() }).from(calls).where(since(moment, of)))
      return row?.count ?? 0
    },

    *countUnderWay(tx: Db, now: Date): Steps<number> {
      const [row] = yield* run(tx.select({ count: count() }).from(calls).where(gt(calls.underWayUntil, now)))
      return row?.count ?? 0
    },

    /** When the call was made that has `place` older ones since this moment. */
    *atPlace(tx: Db, moment: Date, place: number, of: readonly Share[] | null = null): Steps<Date | null> {
      const [row] = yield* run(
        tx.select({ at: calls.at }).from(calls).where(since(moment, of)).orderBy(asc(calls.at)).offset(place).limit(1),
      )
      return row?.at ?? null
    },

    *begin(tx: Db, share: Share, times: number, at: Date, underWayUntil: Date): Steps<number[]> {
      if (times === 0) return []
      const rows = yield* run(
        tx
          .insert(calls)
          .values(Array.from({ length: times }, () => ({ at, share, underWayUntil })))
          .returning({ id: calls.id }),
      )
      return rows.map((row) => row.id)
    },

    end: (db: Db, ids: number[]) => db.update(calls).set({ underWayUntil: null }).where(inArray(calls.id, ids)),

    forgetBefore: (db: Db, moment: Date) => db.delete(calls).where(lt(calls.at, moment)),
  }
}
