import { Document, type Scalar } from 'yaml'
import type { MissiveTeamRow } from '../store/directory'
import type { Desk } from './desk'

const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** "Specialists (EU)" → `specialists-eu`; a name of the document needs a letter. */
const plainName = (name: string): string => {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return /\p{L}/u.test(plain) ? plain : `team-${plain}`
}

const notAmong = (taken: readonly string[], name: string, turn = 1): string => {
  const candidate = turn === 1 ? name : `${name}-${turn}`
  return taken.includes(candidate) ? notAmong(taken, name, turn + 1) : candidate
}

const largestFirst = (a: MissiveTeamRow, b: MissiveTeamRow) =>
  b.activeMemberIds.length - a.activeMemberIds.length || (a.name < b.name ? -1 : 1)

/** Two teams of one name can only be told apart by their ids. */
const nameInMissive = ({ id, name }: MissiveTeamRow, all: readonly MissiveTeamRow[]): string =>
  all.filter((other) => other.name === name).length > 1 ? id : name

const NO_TEAM_YET = { support: 'Support' }

const teamsOf = (found: readonly MissiveTeamRow[]): Record<string, string> => {
  const teams: Record<string, string> = {}
  for (const team of found) teams[notAmong(Object.keys(teams), plainName(team.name))] = nameInMissive(team, found)
  return found.length > 0 ? teams : NO_TEAM_YET
}

/**
 * The smallest document that would do for the teams that Missive has, to be read and changed before it comes into force:
 * it only watches, and the largest team takes what no topic claims.
 */
export const firstRules = (desk: Desk, timeZone: string, schemaUrl: string): string => {
  const present = desk.people().teams.filter(({ goneAt }) => goneAt === null)
  const teams = teamsOf(present.toSorted(largestFirst))
  const document = new Document({
    version: 1,
    mode: 'shadow',
    time_zone: isTimeZone(timeZone) ? timeZone : 'UTC',
    general_team: Object.keys(teams)[0],
    teams: {},
  })
  for (const [name, missiveTeam] of Object.entries(teams))
    document.setIn(['teams', name], document.createNode({ missive_team: missiveTeam }, { flow: true }))
  const explain = (key: string, comment: string) => {
    const value = document.get(key, true) as Scalar
    value.comment = ` ${comment}`
  }
  document.commentBefore = ` yaml-language-server: $schema=${schemaUrl}`
  explain('mode', 'Baton watches and says what it would do; route: it assigns')
  explain('general_team', 'takes what no topic claims')
  return document.toString({ lineWidth: 0 })
}
