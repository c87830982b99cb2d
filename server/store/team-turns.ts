import type { TeammateId, TeamName } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export const createTeamTurns = ({ teamTurns }: Tables) => ({
  *all(tx: Db): Steps<Record<TeamName, readonly TeammateId[]>> {
    const rows = yield* run(tx.select().from(teamTurns))
    return Object.fromEntries(rows.map((row) => [row.team, row.following]))
  },

  move: (tx: Db, team: TeamName, following: TeammateId[]) =>
    tx.insert(teamTurns).values({ team, following }).onConflictDoUpdate({ target: teamTurns.team, set: { following } }),
})
