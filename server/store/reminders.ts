import { asc, eq, inArray } from 'drizzle-orm'
import type { TeammateId } from '../../shared/ids'
import { type Db, inParts, run, type Steps } from './database'
import type { ReminderRow, Tables } from './tables'

export type NewReminder = Omit<ReminderRow, 'id'>

export const createReminders = ({ reminders }: Tables) => ({
  *addMany(tx: Db, rows: NewReminder[]): Steps<void> {
    for (const part of inParts(rows)) yield* run(tx.insert(reminders).values(part))
  },

  /** Oldest first. */
  of: (tx: Db, teammateId: TeammateId) =>
    tx.select().from(reminders).where(eq(reminders.teammateId, teammateId)).orderBy(asc(reminders.id)),

  /** Those for whom something has gathered. */
  teammates: (tx: Db) => tx.select({ teammateId: reminders.teammateId }).from(reminders).groupBy(reminders.teammateId),

  *forget(tx: Db, ids: number[]): Steps<void> {
    for (const part of inParts(ids)) yield* run(tx.delete(reminders).where(inArray(reminders.id, part)))
  },
})
