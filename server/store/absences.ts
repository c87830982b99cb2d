import { and, asc, eq, gt, isNull, or } from 'drizzle-orm'
import type { TeammateId } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { AbsenceRow, Tables } from './tables'

export const createAbsences = ({ absences }: Tables) => ({
  /** Those that last or come, soonest first. */
  current: (db: Db, now: Date) =>
    db
      .select()
      .from(absences)
      .where(or(isNull(absences.to), gt(absences.to, now)))
      .orderBy(asc(absences.from), asc(absences.id)),

  /** All that anybody ever had, for who asks what somebody's absences were. */
  of: (db: Db, teammateId: TeammateId) =>
    db.select().from(absences).where(eq(absences.teammateId, teammateId)).orderBy(asc(absences.from)),

  *find(tx: Db, id: string): Steps<AbsenceRow | null> {
    const [row] = yield* run(tx.select().from(absences).where(eq(absences.id, id)))
    return row ?? null
  },

  add: (tx: Db, row: AbsenceRow) => tx.insert(absences).values(row),

  /** It ends then, unless it has ended already. */
  end: (tx: Db, id: string, at: Date) =>
    tx
      .update(absences)
      .set({ to: at })
      .where(and(eq(absences.id, id), or(isNull(absences.to), gt(absences.to, at)))),

  /** It never began. */
  cancel: (tx: Db, id: string) => tx.delete(absences).where(eq(absences.id, id)),
})
