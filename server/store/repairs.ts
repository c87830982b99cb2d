import { count, desc, gt, lt } from 'drizzle-orm'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export type NewRepair = Omit<Tables['repairs']['$inferSelect'], 'id'>

export const createRepairs = ({ repairs }: Tables) => ({
  *addMany(tx: Db, rows: NewRepair[]): Steps<void> {
    if (rows.length > 0) yield* run(tx.insert(repairs).values(rows))
  },

  *countSince(tx: Db, moment: Date): Steps<number> {
    const [row] = yield* run(tx.select({ count: count() }).from(repairs).where(gt(repairs.at, moment)))
    return row?.count ?? 0
  },

  /** The latest first. */
  since: (db: Db, moment: Date, limit: number) =>
    db.select().from(repairs).where(gt(repairs.at, moment)).orderBy(desc(repairs.id)).limit(limit),

  forgetBefore: (db: Db, moment: Date) => db.delete(repairs).where(lt(repairs.at, moment)),
})
