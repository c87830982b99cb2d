import type { MissiveTeamId, TeammateId } from '../../shared/ids'

/** The people and teams that Missive has now, the router's own seat left out, and what people told Baton of themselves. */
export interface Directory {
  users: readonly { id: TeammateId; name: string; email: string }[]
  /** When people are away besides what the document says; moments as ISO text, `to` null: until they say otherwise. */
  absences?: readonly { teammateId: TeammateId; from: string; to: string | null; reason: string | null }[]
  teams: readonly { id: MissiveTeamId; name: string; activeMemberIds: readonly TeammateId[] }[]
}
