import { and, asc, desc, eq, gt, isNull, lte, or } from 'drizzle-orm'
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

  /** Theirs that lasts at this moment. */
  *lasting(tx: Db, teammateId: TeammateId, at: Date): Steps<AbsenceRow | null> {
    const lasts = and(lte(absences.from, at), or(isNull(absences.to), gt(absences.to, at)))
    const [row] = yield* run(
      tx
        .select()
        .from(absences)
        .where(and(eq(absences.teammateId, teammateId), lasts))
        .orderBy(desc(absences.from), absences.id),
    )
    return row ?? null
  },

  /** Theirs that begins then. */
  *beginning(tx: Db, teammateId: TeammateId, from: Date): Steps<AbsenceRow | null> {
    const [row] = yield* run(
      tx
        .select()
        .from(absences)
        .where(and(eq(absences.teammateId, teammateId), eq(absences.from, from))),
    )
    return row ?? null
  },

  /** Adds it, or takes the place of the one with its id. */
  put: (tx: Db, row: AbsenceRow) =>
    tx.insert(absences).values(row).onConflictDoUpdate({ target: absences.id, set: row }),

  /** It ends then, unless it has ended already. */
  end: (tx: Db, id: string, at: Date) =>
    tx
      .update(absences)
      .set({ to: at })
      .where(and(eq(absences.id, id), or(isNull(absences.to), gt(absences.to, at)))),

  /** It never began. */
  cancel: (tx: Db, id: string) => tx.delete(absences).where(eq(absences.id, id)),
})
