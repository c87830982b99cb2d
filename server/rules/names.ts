import { Authority } from '../../shared/decision'
import type { Flaw } from './flaw'
import { didYouMean } from './nearest'
import { entriesOf, mappingOf, type Reference, referencesIn, textsAt } from './references'
import { isEmail } from './texts'

type Meaning = Exclude<Reference['kind'], 'chain step'> | 'level of authority'
type Known = Readonly<Record<Meaning, ReadonlySet<string>>>

/** As many names can be told instead. */
const MOST_CHOICES = 8

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** Looking for what was meant takes long in long documents, and nobody needs it so often. */
const MOST_HINTS = 50

const accountsIn = (document: Record<string, unknown>) => {
  const { accounts } = mappingOf(document.relationships)
  return (Array.isArray(accounts) ? accounts : []).flatMap((account, index) =>
    (['domain', 'email'] as const).flatMap((key) => {
      const name = mappingOf(account)[key]
      return typeof name === 'string'
        ? [{ path: ['relationships', 'accounts', index, key], text: name.toLowerCase() }]
        : []
    }),
  )
}

const flawAt = (path: Flaw['path'], message: string): Flaw => ({ path, at: 'value', message })

/** What may be named at a place. */
const meaningsFor = (kind: Reference['kind']): Meaning[] =>
  kind === 'chain step' ? ['level of authority', 'teammate', 'team'] : [kind]

const isKnown = (meaning: Meaning, name: string, known: Known): boolean =>
  known[meaning].has(meaning === 'account' ? name.toLowerCase() : name) || (meaning === 'teammate' && isEmail(name))

/** What could stand there where nothing is like what does. */
const sayChoice = (kind: Reference['kind'], names: readonly string[]): string => {
  const choice = names.length > 0 && names.length <= MOST_CHOICES ? `; it has ${listed.format(names)}` : ''
  if (kind !== 'teammate') return choice
  return `${choice}${choice ? ', and' : ';'} an e-mail address may stand here too`
}

const sayUnknown = ({ kind, name }: Reference, known: Known, hasHint: boolean): string => {
  const names = meaningsFor(kind).flatMap((meaning) => [...known[meaning]])
  const hint = hasHint ? didYouMean(name, names) || sayChoice(kind, names) : ''
  return kind === 'chain step'
    ? `"${name}" is no level of authority, teammate or team${hint}`
    : `there is no ${kind} "${name}" in this document${hint}`
}

const referenceFlaws = (references: readonly Reference[], known: Known): Flaw[] => {
  const meant = references.map((reference) => ({
    reference,
    meanings: meaningsFor(reference.kind).filter((meaning) => isKnown(meaning, reference.name, known)),
  }))
  return [
    ...meant
      .filter(({ meanings }) => meanings.length === 0)
      .map(({ reference }, index) => flawAt(reference.path, sayUnknown(reference, known, index < MOST_HINTS))),
    ...meant
      .filter(({ meanings }) => meanings.length > 1)
      .map(({ reference: { path, name }, meanings }) =>
        flawAt(path, `"${name}" could be a ${meanings.join(' or a ')}; rename one`),
      ),
  ]
}

/** The same value of one key in two entries, found at the later one. */
const repeated = (section: string, entries: ReturnType<typeof entriesOf>, key: string): Flaw[] => {
  const firstBy = new Map<string, string>()
  return entries.flatMap(([name, entry]) => {
    const value = typeof entry[key] === 'string' ? entry[key].toLowerCase() : undefined
    const first = value === undefined ? undefined : firstBy.get(value)
    if (value !== undefined && first === undefined) firstBy.set(value, name)
    return first === undefined ? [] : [flawAt([section, name, key], `${section}.${first} has the same one`)]
  })
}

/** Texts that stood before, each where it stands again. */
const again = (places: readonly { path: Flaw['path']; text: string }[], say: (text: string) => string): Flaw[] => {
  const seen = new Set<string>()
  return places.flatMap(({ path, text }) => {
    if (seen.has(text)) return [flawAt(path, say(text))]
    seen.add(text)
    return []
  })
}

const namedTwice = (list: unknown, ...path: PropertyKey[]): Flaw[] =>
  again(textsAt(list, path), (text) => `"${text}" is named twice`)

const listFlaws = (document: Record<string, unknown>): Flaw[] => [
  ...entriesOf(document.teams).flatMap(([name, { members }]) => namedTwice(members, 'teams', name, 'members')),
  ...entriesOf(document.topics).flatMap(([name, { team }]) => namedTwice(team, 'topics', name, 'team')),
  ...namedTwice(mappingOf(document.escalation).chain, 'escalation', 'chain'),
]

const teamsOnThemselves = ([name, { backup, escalates_to }]: [string, Record<string, unknown>]): Flaw[] => [
  ...(backup === name ? [flawAt(['teams', name, 'backup'], 'a team cannot be its own backup')] : []),
  ...(escalates_to === name ? [flawAt(['teams', name, 'escalates_to'], 'a team cannot escalate to itself')] : []),
]

const withoutAddress = ([name, { missive_user }]: [string, Record<string, unknown>]): Flaw[] =>
  missive_user === undefined && !isEmail(name) ? [flawAt(['teammates', name, 'missive_user'], 'missing')] : []

/**
 * Names of a document that stand nowhere in it, that repeat, or that turn back on themselves. Reads the plain value,
 * whatever its shape, so that these are found together with everything else that is wrong.
 */
export const nameFlaws = (value: unknown): Flaw[] => {
  const document = mappingOf(value)
  const teams = entriesOf(document.teams)
  const teammates = entriesOf(document.teammates)
  const accounts = accountsIn(document)
  const known: Known = {
    team: new Set(teams.map(([name]) => name)),
    teammate: new Set(teammates.map(([name]) => name)),
    topic: new Set(entriesOf(document.topics).map(([name]) => name)),
    account: new Set(accounts.map(({ text }) => text)),
    'level of authority': new Set(Authority.options),
  }
  return [
    ...referenceFlaws(referencesIn(document), known),
    ...listFlaws(document),
    ...teams.flatMap(teamsOnThemselves),
    ...repeated('teams', teams, 'missive_team'),
    ...teammates.flatMap(withoutAddress),
    ...repeated('teammates', teammates, 'missive_user'),
    ...again(accounts, (text) => `"${text}" has an account already`),
  ]
}
