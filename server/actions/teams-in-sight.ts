import type { MissiveTeamRow } from '../store/directory'
import type { Desk } from './desk'

/** Null: Missive does not tell who is in it. */
export const isSeatIn = (desk: Desk, { activeMemberIds, observerIds }: MissiveTeamRow): boolean | null => {
  const known = [...activeMemberIds, ...observerIds]
  return known.length === 0 ? null : known.includes(desk.people().routerId)
}

/** Teams that the rules route, and that Baton's own seat is not in. */
export const teamsWithoutSeat = (desk: Desk): MissiveTeamRow[] => {
  const routed = new Set(desk.rules()?.rules.teams.map(({ missiveTeamId }) => missiveTeamId))
  return desk.people().teams.filter((team) => routed.has(team.id) && !team.goneAt && isSeatIn(desk, team) === false)
}
