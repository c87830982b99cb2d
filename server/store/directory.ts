import { and, eq, isNull, notInArray } from 'drizzle-orm'
import type { MissiveTeamId } from '../../shared/ids'
import type { Directory } from '../rules/directory'
import { type Db, run, type Steps } from './database'
import type { AbsenceRow, Tables, TeammateRow } from './tables'

export type MissiveTeamRow = Tables['missiveTeams']['$inferSelect']
type SeenTeam = Omit<MissiveTeamRow, 'goneAt' | 'sweptUntil' | 'sweptAt'>

/** Everybody and every team that Missive ever showed; who is gone keeps their name. */
export const createDirectory = ({ teammates, missiveTeams }: Tables) => ({
  /** What Missive shows now replaces what it showed before. */
  *replace(tx: Db, users: Omit<TeammateRow, 'goneAt'>[], teams: SeenTeam[], now: Date): Steps<void> {
    for (const user of users) {
      const row = { ...user, goneAt: null }
      yield* run(tx.insert(teammates).values(row).onConflictDoUpdate({ target: teammates.id, set: row }))
    }
    for (const team of teams) {
      const row = { ...team, goneAt: null }
      yield* run(tx.insert(missiveTeams).values(row).onConflictDoUpdate({ target: missiveTeams.id, set: row }))
    }
    const userIds = users.map((user) => user.id)
    yield* run(
      tx
        .update(teammates)
        .set({ goneAt: now })
        .where(and(isNull(teammates.goneAt), notInArray(teammates.id, userIds))),
    )
    const teamIds = teams.map((team) => team.id)
    yield* run(
      tx
        .update(missiveTeams)
        .set({ goneAt: now })
        .where(and(isNull(missiveTeams.goneAt), notInArray(missiveTeams.id, teamIds))),
    )
  },

  teammates: (db: Db) => db.select().from(teammates),
  teams: (db: Db) => db.select().from(missiveTeams),

  /** A list of it was read to its end `at`; the newest there was active at `sweptUntil`. */
  swept: (db: Db, teamId: MissiveTeamId, sweptUntil: Date, at: Date) =>
    db.update(missiveTeams).set({ sweptUntil, sweptAt: at }).where(eq(missiveTeams.id, teamId)),
})

/** What rules are tied to. In the order of their ids, so that equal directories are equal text. */
export const directoryOf = (users: TeammateRow[], teams: MissiveTeamRow[], absences: AbsenceRow[] = []): Directory => ({
  users: users
    .filter((user) => !user.isRouter && user.goneAt === null)
    .map(({ id, name, email }) => ({ id, name, email }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  teams: teams
    .filter((team) => team.goneAt === null)
    .map(({ id, name, activeMemberIds }) => ({ id, name, activeMemberIds }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  absences: absences.map(({ teammateId, from, to, reason }) => ({
    teammateId,
    from: from.toISOString(),
    to: to?.toISOString() ?? null,
    reason: reason || null,
  })),
})
