import type { MissiveTeamId, TeammateId } from '../../shared/ids'
import type { Team } from '../routing/facts'
import type { Directory } from './directory'
import { sayNearest } from './nearest'
import { ownerAbsentIn } from './resolve-clock'
import type { RulesDocument } from './schema'
import type { createSchedules, People } from './tie-people'

export type MissiveTeam = Directory['teams'][number]
type Entry = RulesDocument['teams'][string]

export const missiveTeamCalled = (idOrName: string, { teams }: Directory): MissiveTeam | { problem: string } => {
  const byId = teams.find(({ id }) => id === idOrName)
  const [byName, another] = teams.filter(({ name }) => name === idOrName)
  if (byId) return byId
  if (another) return { problem: `Missive has several teams called "${idOrName}", name one by its id` }
  const names = teams.map(({ name }) => name)
  return byName ?? { problem: `Missive has no team "${idOrName}"${sayNearest(idOrName, names)}` }
}

const sayMissing = (member: string, emails: readonly string[]): string =>
  `${member} is not in Missive${member.includes('@') ? sayNearest(member, emails) : ''}, and no member until that changes`

const membersOf = (
  name: string,
  { members }: Entry,
  { activeMemberIds }: MissiveTeam,
  people: People,
): { members: TeammateId[]; warnings: string[] } => {
  const known = new Set(people.teammates.map(({ id }) => id))
  if (!members) return { members: activeMemberIds.filter((id) => known.has(id)), warnings: [] }
  const emails = people.teammates.map(({ email }) => email)
  const missing = members.filter((member) => people.idOf(member) === undefined)
  return {
    members: [...new Set(members.flatMap((member) => people.idOf(member) ?? []))],
    warnings: missing.map((member) => `teams.${name}.members: ${sayMissing(member, emails)}`),
  }
}

/** Ties the teams of a document to Missive's. One that Missive does not have, or that another one took, is left out. */
export const tieTeams = (
  document: RulesDocument,
  directory: Directory,
  people: People,
  scheduleOf: ReturnType<typeof createSchedules>,
): { teams: Team[]; warnings: string[] } => {
  const { time_zone = 'UTC', mode: modeForAll } = document
  const takenBy = new Map<MissiveTeamId, string>()
  const teams: Team[] = []
  const warnings: string[] = []
  for (const [name, entry] of Object.entries(document.teams)) {
    const missiveTeam = missiveTeamCalled(entry.missive_team, directory)
    const resting = 'problem' in missiveTeam ? missiveTeam.problem : sayTaken(missiveTeam, takenBy)
    if ('problem' in missiveTeam || resting) {
      warnings.push(`teams.${name}: ${resting}; it is not routed until that changes`)
      continue
    }
    takenBy.set(missiveTeam.id, name)
    const { members, warnings: missing } = membersOf(name, entry, missiveTeam, people)
    const isEmpty = members.length === 0
    warnings.push(
      ...missing,
      ...(isEmpty ? [`teams.${name}: nobody is in it, so what comes to it needs its backup`] : []),
    )
    teams.push({
      name,
      label: missiveTeam.name,
      missiveTeamId: missiveTeam.id,
      members,
      method: entry.assign,
      skipAway: entry.skip_away,
      backup: entry.backup ?? null,
      escalatesTo: entry.escalates_to ?? null,
      channel: entry.channel ?? null,
      hours: entry.hours ? scheduleOf(time_zone, entry.hours, null) : null,
      mode: entry.mode ?? modeForAll,
      ownerAbsent: entry.owner_absent ? ownerAbsentIn(entry.owner_absent) : null,
    })
  }
  return { teams, warnings }
}

const sayTaken = ({ id, name }: MissiveTeam, takenBy: ReadonlyMap<MissiveTeamId, string>): string | null => {
  const other = takenBy.get(id)
  return other === undefined ? null : `"${name}" in Missive belongs to teams.${other} already`
}
