import type { TeammateId } from '../../shared/ids'
import type { Clock } from '../clock'
import type { Readers } from '../missive/snapshot'
import type { Mode, Rules } from '../routing/facts'
import type { MissiveTeamRow } from '../store/directory'
import type { Store } from '../store/store'
import type { TeammateRow } from '../store/tables'

/** The rules that decide now, tied to the people whom Missive has now. */
export interface RulesInForce {
  rules: Rules
  /** For all teams; a team may have its own. */
  mode: Mode
  snapshotId: string
  text: string
  /** Where the document comes from, for people: a file's path or "the database". */
  source: string
  warnings: string[]
}

/** Everybody whom Missive ever showed, kept in memory and read anew within the hour. */
export interface People {
  organization: { id: string; name: string }
  routerId: TeammateId
  teammateById: ReadonlyMap<TeammateId, TeammateRow>
  teams: readonly MissiveTeamRow[]
  readers: Readers
}

/** What every action stands on. */
export interface Desk {
  store: Store
  clock: Clock
  /** At least 96 random bits. */
  newId: () => string
  /** Null before the first rules. */
  rules: () => RulesInForce | null
  people: () => People
  /** Where a handoff or a waiting conversation is explained. */
  whyLink: (id: string) => string
}
