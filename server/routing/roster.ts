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

/** Whether people of the team live by different clocks, so that a time must say whose it is. */
export const isSpread = (members: readonly Teammate[]): boolean =>
  members.some(({ schedule }) => schedule.timeZone !== members[0]?.schedule.timeZone)

/** What working time means for the team's targets: its hours, else whenever any member works. */
export const workingTimeOf = (rules: Rules, team: Team): WorkingTime => {
  if (team.hours) return { schedules: [team.hours], timeZone: team.hours.timeZone }
  const schedules = new Set<Schedule>(membersOf(rules, team).map(({ schedule }) => schedule))
  return { schedules: [...schedules], timeZone: rules.timeZone }
}

const firstNameOf = ({ name }: Teammate) => name.split(' ')[0] || name

/** What colleagues call these teammates: by first name, or by the whole where another of `among` has the same. */
export const callNames = (teammates: readonly Teammate[], among: readonly Teammate[]): string[] => {
  const bearers = new Map<string, number>()
  for (const teammate of new Set(among))
    bearers.set(firstNameOf(teammate), (bearers.get(firstNameOf(teammate)) ?? 0) + 1)
  return teammates.map((teammate) =>
    (bearers.get(firstNameOf(teammate)) ?? 0) > 1 ? teammate.name : firstNameOf(teammate),
  )
}

/** As `callNames`, for one. */
export const callName = (teammate: Teammate, among: readonly Teammate[]): string =>
  callNames([teammate], among).join('')
