import type { MissiveTeamId, TeammateId } from '../../shared/ids'

/** The people and teams that Missive has now, the router's own seat left out. */
export interface Directory {
  users: readonly { id: TeammateId; name: string; email: string }[]
  teams: readonly { id: MissiveTeamId; name: string; activeMemberIds: readonly TeammateId[] }[]
}
