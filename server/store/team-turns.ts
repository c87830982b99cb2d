import type { TeammateId, TeamName } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export const createTeamTurns = ({ teamTurns }: Tables) => ({
  *all(tx: Db): Steps<Record<TeamName, TeammateId>> {
    const rows = yield* run(tx.select().from(teamTurns))
    return Object.fromEntries(rows.map((row) => [row.team, row.lastTeammateId]))
  },

  move: (tx: Db, team: TeamName, lastTeammateId: TeammateId) =>
    tx
      .insert(teamTurns)
      .values({ team, lastTeammateId })
      .onConflictDoUpdate({ target: teamTurns.team, set: { lastTeammateId } }),
})
