import type { Mode, Rules, Team } from '../routing/facts'
import type { Directory } from './directory'
import type { RulesDocument } from './schema'
import { createSchedules, tiePeople } from './tie-people'
import { tieTeams } from './tie-teams'

/** Rules tied to the people and teams that Missive has. What it does not have rests, with a warning for admins each. */
export interface Resolved {
  rules: Rules
  /** For all teams; a team may have its own. */
  mode: Mode
  warnings: string[]
}

/** What names a team that rests does without it, and says so. */
const withoutRestingTeams = (document: RulesDocument, tied: readonly Team[]) => {
  const warnings: string[] = []
  const unless = (name: string | null | undefined, warning: (name: string) => string): string | null => {
    if (!name) return null
    if (tied.some((team) => team.name === name)) return name
    warnings.push(warning(name))
    return null
  }
  const generalTeam = unless(
    document.general_team,
    (name) => `general_team: ${name} rests, so mail without topic and team is left alone`,
  )
  const teams = tied.map((team) => ({
    ...team,
    backup: unless(team.backup, (name) => `teams.${team.name}.backup: ${name} rests, so ${team.name} has no backup`),
  }))
  const topics = Object.entries(document.topics).map(([name, { match, team, needs = null }]) => ({
    name,
    match,
    needs,
    team: unless(
      team,
      (resting) =>
        `topics.${name}.team: ${resting} rests, so the conversation's own team keeps it, else the general team`,
    ),
  }))
  return { generalTeam, teams, topics, warnings }
}

/**
 * Ties a document to what Missive has now. `version` is how decisions name these rules. Never throws: what names
 * somebody or something that Missive does not have rests, and comes to life when resolved again with a directory that
 * has it.
 */
export const resolveRules = (document: RulesDocument, directory: Directory, version: number): Resolved => {
  const scheduleOf = createSchedules()
  const people = tiePeople(document, directory, scheduleOf)
  const tied = tieTeams(document, directory, people, scheduleOf)
  const { generalTeam, teams, topics, warnings } = withoutRestingTeams(document, tied.teams)
  const noZone = document.time_zone ? [] : ['time_zone: missing, so times without a zone of their own are read in UTC']
  return {
    mode: document.mode,
    warnings: [...noZone, ...people.warnings, ...tied.warnings, ...warnings],
    rules: {
      version,
      timeZone: document.time_zone ?? 'UTC',
      generalTeam,
      shiftEndMarginMs: document.defaults.shift_end_margin,
      teams,
      teammates: people.teammates,
      topics,
      urgency: { default: document.urgency.default, targets: document.urgency.targets },
      noOwnerNeeded: document.no_owner_needed,
    },
  }
}
