import type { TeammateId } from '../../shared/ids'
import type { WorkingTime } from './deadline'
import type { Rules, Schedule, Team, Teammate } from './facts'
import { remember } from './remember'

const byId = remember((teammates: readonly Teammate[]) => new Map(teammates.map((teammate) => [teammate.id, teammate])))

export const teammateById = (rules: Rules, id: TeammateId): Teammate | undefined => byId(rules.teammates).get(id)

export const teamByName = (rules: Rules, name: string | null): Team | null =>
  rules.teams.find((team) => team.name === name) ?? null

const membersByTeam = remember(
  (rules: Rules) =>
    new Map(rules.teams.map((team) => [team.name, team.members.flatMap((id) => teammateById(rules, id) ?? [])])),
)

/** The team's members whom Missive has, in the team's order. */
export const membersOf = (rules: Rules, team: Team): readonly Teammate[] => membersByTeam(rules).get(team.name) ?? []

const zonesOf = remember((members: readonly Teammate[]) => [
  ...new Set(members.map(({ schedule }) => schedule.timeZone)),
])

/** The zone in which all of the team live; null: their clocks differ, or the team has nobody. */
export const commonZone = (members: readonly Teammate[]): string | null => {
  const [zone, ...others] = zonesOf(members)
  return zone === undefined || others.length > 0 ? null : zone
}

const plansOf = remember((members: readonly Teammate[]): Schedule[] => [
  ...new Set(members.map(({ schedule }) => schedule)),
])

/** What working time means for the team's targets: its hours, else whenever any member works. */
export const workingTimeOf = (rules: Rules, team: Team): WorkingTime =>
  team.hours
    ? { schedules: [team.hours], timeZone: team.hours.timeZone }
    : { schedules: plansOf(membersOf(rules, team)), timeZone: rules.timeZone }

const firstNameOf = ({ name }: Teammate) => name.split(' ')[0] || name

const sharedFirstNames = remember((among: readonly Teammate[]): ReadonlySet<string> => {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const name of [...new Set(among)].map(firstNameOf)) (seen.has(name) ? shared : seen).add(name)
  return shared
})

/** What colleagues call a teammate: by first name, or by the whole where another of `among` has the same. */
export const callName = (teammate: Teammate, among: readonly Teammate[]): string => {
  const firstName = firstNameOf(teammate)
  return sharedFirstNames(among).has(firstName) ? teammate.name : firstName
}
