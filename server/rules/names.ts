import { didYouMean } from './nearest'

/** Something wrong at a path of the document; `at` says whether its key or its value is meant. */
export interface Flaw {
  path: readonly PropertyKey[]
  at: 'key' | 'value'
  message: string
}

type Entries = [string, Record<string, unknown>][]

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const entriesOf = (value: unknown): Entries =>
  isMapping(value) ? Object.entries(value).map(([name, entry]) => [name, isMapping(entry) ? entry : {}]) : []

const EMAIL = /^[^\s@]+@[^\s@]+$/

const unknownName = (
  kind: 'team' | 'teammate',
  name: unknown,
  names: readonly string[],
  path: PropertyKey[],
): Flaw[] =>
  typeof name !== 'string' || names.includes(name)
    ? []
    : [{ path, at: 'value', message: `there is no ${kind} "${name}" in this document${didYouMean(name, names)}` }]

/** The same value of one key in two entries, found at the later one. */
const repeated = (entries: Entries, section: string, key: string): Flaw[] => {
  const firstBy = new Map<unknown, string>()
  return entries.flatMap(([name, entry]) => {
    const value = typeof entry[key] === 'string' ? entry[key].toLowerCase() : undefined
    const first = firstBy.get(value)
    if (value !== undefined && first === undefined) firstBy.set(value, name)
    return value === undefined || first === undefined
      ? []
      : [{ path: [section, name, key], at: 'value' as const, message: `${section}.${first} has the same one` }]
  })
}

const membersFlaws = (team: string, members: unknown, teammates: readonly string[]): Flaw[] => {
  if (!Array.isArray(members)) return []
  return members.flatMap((member: unknown, index): Flaw[] => {
    const path = ['teams', team, 'members', index]
    if (members.indexOf(member) < index) return [{ path, at: 'value', message: `"${member}" is named twice` }]
    return typeof member === 'string' && EMAIL.test(member) ? [] : unknownName('teammate', member, teammates, path)
  })
}

/**
 * Names of a document that stand nowhere in it, that repeat, or that turn back on themselves. Reads the plain value,
 * whatever its shape, so that these are found together with everything else that is wrong.
 */
export const nameFlaws = (document: unknown): Flaw[] => {
  if (!isMapping(document)) return []
  const [teams, teammates, topics] = [
    entriesOf(document.teams),
    entriesOf(document.teammates),
    entriesOf(document.topics),
  ]
  const teamNames = teams.map(([name]) => name)
  const teammateNames = teammates.map(([name]) => name)
  return [
    ...unknownName('team', document.general_team, teamNames, ['general_team']),
    ...teams.flatMap(([name, { backup, members }]): Flaw[] => [
      ...membersFlaws(name, members, teammateNames),
      ...(backup === name
        ? [{ path: ['teams', name, 'backup'], at: 'value' as const, message: 'a team cannot be its own backup' }]
        : unknownName('team', backup, teamNames, ['teams', name, 'backup'])),
    ]),
    ...repeated(teams, 'teams', 'missive_team'),
    ...teammates.flatMap(([name, { missive_user }]): Flaw[] =>
      missive_user === undefined && !EMAIL.test(name)
        ? [{ path: ['teammates', name, 'missive_user'], at: 'value', message: 'missing' }]
        : [],
    ),
    ...repeated(teammates, 'teammates', 'missive_user'),
    ...topics.flatMap(([name, { team }]) => unknownName('team', team, teamNames, ['topics', name, 'team'])),
  ]
}
