import type { TeammateId, TeamName } from '../../shared/ids'
import type { Team } from '../routing/facts'
import type { People } from './tie-people'

/** What a document names and Missive lacks rests: it is left out, and a warning says what that means. */
export interface Resting {
  /** The team, or null and a warning while it rests. `meanwhile` says what is so until then. */
  team: (name: string | undefined | null, path: string, meanwhile: string) => TeamName | null
  /** Likewise for a teammate. */
  teammate: (name: string | undefined, path: string, meanwhile: string) => TeammateId | null
  hasTeam: (name: string) => boolean
  warnings: readonly string[]
}

export const createResting = (teams: readonly Team[], people: People): Resting => {
  const warnings: string[] = []
  const hasTeam = (name: string) => teams.some((team) => team.name === name)
  return {
    warnings,
    hasTeam,
    team: (name, path, meanwhile) => {
      if (!name) return null
      if (hasTeam(name)) return name
      warnings.push(`${path}: ${name} rests, so ${meanwhile}`)
      return null
    },
    teammate: (name, path, meanwhile) => {
      if (!name) return null
      const id = people.idOf(name)
      if (id === undefined) warnings.push(`${path}: ${name} is not in Missive, so ${meanwhile}`)
      return id ?? null
    },
  }
}
