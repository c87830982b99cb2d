import type { MissiveTeamId } from '../../shared/ids'
import type { Team } from '../routing/facts'
import type { Directory } from './directory'
import { sayNearest } from './nearest'
import type { RulesDocument } from './schema'
import type { createSchedules, People } from './tie-people'

type MissiveTeam = Directory['teams'][number]
type Entry = RulesDocument['teams'][string]

const missiveTeamCalled = (idOrName: string, { teams }: Directory): MissiveTeam | { problem: string } => {
  const byId = teams.find(({ id }) => id === idOrName)
  const [byName, another] = teams.filter(({ name }) => name === idOrName)
  if (byId) return byId
  if (another) return { problem: `Missive has several teams called "${idOrName}", name one by its id` }
  const names = teams.map(({ name }) => name)
  return byName ?? { problem: `Missive has no team "${idOrName}"${sayNearest(idOrName, names)}` }
}

const membersOf = (
  name: string,
  { members }: Entry,
  { activeMemberIds }: MissiveTeam,
  people: People,
  directory: Directory,
) => {
  const known = new Set(people.teammates.map(({ id }) => id))
  if (!members) return { members: activeMemberIds.filter((id) => known.has(id)), warnings: [] }
  const emails = directory.users.map(({ email }) => email)
  const found = members.flatMap((member) => people.idOf(member) ?? [])
  const warnings = members
    .filter((member) => people.idOf(member) === undefined)
    .map(
      (member) =>
        `teams.${name}.members: ${member} is not in Missive${member.includes('@') ? sayNearest(member, emails) : ''}, and no member until that changes`,
    )
  return { members: [...new Set(found)], warnings }
}

/** Ties the teams of a document to Missive's. A team that Missive does not have, or that another one took, is left out. */
export const tieTeams = (
  document: RulesDocument,
  directory: Directory,
  people: People,
  scheduleOf: ReturnType<typeof createSchedules>,
): { teams: Team[]; warnings: string[] } => {
  const { time_zone = 'UTC', mode } = document
  const takenBy = new Map<MissiveTeamId, string>()
  const teams: Team[] = []
  const warnings: string[] = []
  for (const [name, entry] of Object.entries(document.teams)) {
    const missiveTeam = missiveTeamCalled(entry.missive_team, directory)
    if ('problem' in missiveTeam) {
      warnings.push(`teams.${name}: ${missiveTeam.problem}; it is not routed until that changes`)
      continue
    }
    const taken = takenBy.get(missiveTeam.id)
    if (taken) {
      warnings.push(
        `teams.${name}: "${missiveTeam.name}" in Missive belongs to teams.${taken} already; ${name} is not routed`,
      )
      continue
    }
    takenBy.set(missiveTeam.id, name)
    const { members, warnings: missing } = membersOf(name, entry, missiveTeam, people, directory)
    warnings.push(...missing)
    if (members.length === 0)
      warnings.push(`teams.${name}: nobody is in it, so what comes to it waits for its backup or a person`)
    teams.push({
      name,
      label: missiveTeam.name,
      missiveTeamId: missiveTeam.id,
      members,
      method: entry.assign,
      backup: entry.backup ?? null,
      hours: entry.hours ? scheduleOf(time_zone, entry.hours) : null,
      mode: entry.mode ?? mode,
    })
  }
  return { teams, warnings }
}
