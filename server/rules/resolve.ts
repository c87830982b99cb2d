import { Authority } from '../../shared/decision'
import type { Account, ChainStep, Mode, Rules, Team, Topic } from '../routing/facts'
import type { Directory } from './directory'
import { clockIn } from './resolve-clock'
import { createResting, type Resting } from './resting'
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

const DEFAULT_CHAIN = ['lead', 'head', 'leadership']

const OWN_TEAM = "the conversation's own team keeps it, else the general team"

const generalTeamIn = ({ general_team }: RulesDocument, resting: Resting) =>
  resting.team(general_team, 'general_team', 'mail without topic and team is left alone')

const withoutResting = (team: Team, resting: Resting): Team => {
  const path = `teams.${team.name}`
  return {
    ...team,
    backup: resting.team(team.backup, `${path}.backup`, `${team.name} has no backup`),
    escalatesTo: resting.team(team.escalatesTo, `${path}.escalates_to`, 'escalations go up the chain'),
  }
}

const topicIn = (name: string, entry: RulesDocument['topics'][string], resting: Resting): Topic => {
  const path = `topics.${name}`
  const named = entry.team ?? []
  const meanwhile = named.some(resting.hasTeam) ? 'the others of the list get it' : OWN_TEAM
  return {
    name,
    match: entry.match,
    teams: named.flatMap((team) => resting.team(team, `${path}.team`, meanwhile) ?? []),
    owner: resting.teammate(entry.owner, `${path}.owner`, OWN_TEAM),
    authority: entry.authority,
    skill: entry.skill ?? null,
    weight: entry.weight,
    urgency: entry.urgency ?? null,
    needs: entry.needs ?? null,
    templates: entry.templates,
    method: entry.assign ?? null,
  }
}

const accountIn = (
  entry: RulesDocument['relationships']['accounts'][number],
  index: number,
  resting: Resting,
): Account => {
  const path = `relationships.accounts[${index}]`
  const owner = resting.teammate(entry.owner, `${path}.owner`, 'nobody is preferred for it')
  return {
    name: entry.domain ?? entry.email ?? '',
    kind: entry.domain === undefined ? 'email' : 'domain',
    owner,
    team: resting.team(entry.team, `${path}.team`, OWN_TEAM),
    urgency: entry.urgency ?? null,
    mode: owner === null ? 'prefer' : entry.mode,
  }
}

const chainStepIn = (document: RulesDocument, name: string, index: number, resting: Resting): ChainStep[] => {
  const path = `escalation.chain[${index}]`
  const meanwhile = 'this step is passed over'
  const level = Authority.options.find((option) => option === name)
  if (level) return [{ kind: 'authority', level }]
  if (Object.hasOwn(document.teams, name)) {
    const team = resting.team(name, path, meanwhile)
    return team === null ? [] : [{ kind: 'team', name: team }]
  }
  const id = resting.teammate(name, path, meanwhile)
  return id === null ? [] : [{ kind: 'teammate', id }]
}

/** What the document leaves out and had better say. */
export const omissions = ({ time_zone }: RulesDocument): string[] =>
  time_zone ? [] : ['time_zone: missing, so times without a zone of their own are read in UTC']

/**
 * Ties a document to what Missive has now. `version` is how decisions name these rules. Never throws: what names
 * somebody or something that Missive does not have rests, and comes to life when resolved again with a directory that
 * has it.
 */
export const resolveRules = (document: RulesDocument, directory: Directory, version: number): Resolved => {
  const scheduleOf = createSchedules()
  const people = tiePeople(document, directory, scheduleOf)
  const tied = tieTeams(document, directory, people, scheduleOf)
  const resting = createResting(tied.teams, people)
  const { defaults, urgency, relationships, handoff, escalation } = document
  const rules: Rules = {
    version,
    timeZone: document.time_zone ?? 'UTC',
    generalTeam: generalTeamIn(document, resting),
    shiftEndMarginMs: defaults.shift_end_margin,
    floodLimit: defaults.flood_limit,
    snoozedWeight: defaults.snoozed_weight,
    teams: tied.teams.map((team) => withoutResting(team, resting)),
    teammates: people.teammates,
    topics: Object.entries(document.topics).map(([name, entry]) => topicIn(name, entry, resting)),
    urgency: {
      default: urgency.default,
      raise: urgency.raise,
      targets: urgency.targets,
      pauseSnoozed: urgency.pause_snoozed,
      color: urgency.color,
    },
    relationships: {
      slack: relationships.slack,
      previousOwnerWithinMs: relationships.previous_owner_within,
      accounts: relationships.accounts.map((account, index) => accountIn(account, index, resting)),
    },
    noOwnerNeeded: document.no_owner_needed,
    handoff: {
      silentAssignment: handoff.silent_assignment,
      routedNote: handoff.routed_note,
      pingPongWindowMs: handoff.ping_pong_window,
    },
    clock: clockIn(document.clock),
    escalation: {
      chain: (escalation.chain ?? DEFAULT_CHAIN).flatMap((name, index) => chainStepIn(document, name, index, resting)),
      words: escalation.words,
    },
  }
  return {
    rules,
    mode: document.mode,
    warnings: [...omissions(document), ...people.warnings, ...tied.warnings, ...resting.warnings],
  }
}
