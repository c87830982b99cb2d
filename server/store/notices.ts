import { asc, eq, inArray } from 'drizzle-orm'
import type { TeamName } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { NoticeRow, Tables } from './tables'

export type NewNotice = Omit<NoticeRow, 'id'>

export const createNotices = ({ notices }: Tables) => ({
  *addMany(tx: Db, rows: NewNotice[]): Steps<void> {
    if (rows.length > 0) yield* run(tx.insert(notices).values(rows))
  },

  /** Oldest first. */
  of: (tx: Db, team: TeamName) => tx.select().from(notices).where(eq(notices.team, team)).orderBy(asc(notices.id)),

  /** Those for which something has gathered. */
  teams: (tx: Db) => tx.select({ team: notices.team }).from(notices).groupBy(notices.team),

  forget: (tx: Db, ids: number[]) => tx.delete(notices).where(inArray(notices.id, ids)),
})
