type Mapping = Record<string, unknown>
type Path = readonly PropertyKey[]

/** A place of the document that names something which stands elsewhere in it. */
export interface Reference {
  path: Path
  kind: 'team' | 'teammate' | 'topic' | 'account' | 'chain step'
  name: string
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A mapping whatever stands there; empty for anything else. */
export const mappingOf = (value: unknown): Mapping => (isMapping(value) ? value : {})

export const entriesOf = (value: unknown): [string, Mapping][] =>
  Object.entries(mappingOf(value)).map(([name, entry]) => [name, mappingOf(entry)])

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The texts of a value that is one or a list of them, each with its own path. */
export const textsAt = (value: unknown, path: Path): { path: Path; text: string }[] => {
  if (typeof value === 'string') return [{ path, text: value }]
  return itemsOf(value).flatMap((text, index) => (typeof text === 'string' ? [{ path: [...path, index], text }] : []))
}

const named = (kind: Reference['kind'], value: unknown, ...path: PropertyKey[]): Reference[] =>
  typeof value === 'string' ? [{ kind, path, name: value }] : []

const namedAll = (kind: Reference['kind'], value: unknown, ...path: PropertyKey[]): Reference[] =>
  textsAt(value, path).map((place) => ({ kind, path: place.path, name: place.text }))

const inMatch = (value: unknown, path: Path): Reference[] => {
  const { team, account, any, all, not } = mappingOf(value)
  const within = (matches: unknown, key: string) =>
    itemsOf(matches).flatMap((match, index) => inMatch(match, [...path, key, index]))
  return [
    ...namedAll('team', team, ...path, 'team'),
    ...namedAll('account', account, ...path, 'account'),
    ...within(any, 'any'),
    ...within(all, 'all'),
    ...(not === undefined ? [] : inMatch(not, [...path, 'not'])),
  ]
}

const inTeam = ([name, { members, backup, escalates_to }]: [string, Mapping]): Reference[] => [
  ...namedAll('teammate', members, 'teams', name, 'members'),
  ...named('team', backup, 'teams', name, 'backup'),
  ...named('team', escalates_to, 'teams', name, 'escalates_to'),
]

const inTopic = ([name, { match, team, owner }]: [string, Mapping]): Reference[] => [
  ...inMatch(match, ['topics', name, 'match']),
  ...namedAll('team', team, 'topics', name, 'team'),
  ...named('teammate', owner, 'topics', name, 'owner'),
]

const inAccount = (account: unknown, index: number): Reference[] => {
  const { owner, team } = mappingOf(account)
  const path = ['relationships', 'accounts', index]
  return [...named('teammate', owner, ...path, 'owner'), ...named('team', team, ...path, 'team')]
}

const inExample = (example: unknown, index: number): Reference[] => {
  const { mail, expect } = mappingOf(example)
  const { topic, team, owner } = mappingOf(expect)
  return [
    ...named('team', mappingOf(mail).team, 'examples', index, 'mail', 'team'),
    ...named('topic', topic, 'examples', index, 'expect', 'topic'),
    ...named('team', team, 'examples', index, 'expect', 'team'),
    ...named('teammate', owner, 'examples', index, 'expect', 'owner'),
  ]
}

/** Every place that names something, read from the plain value, whatever its shape. */
export const referencesIn = (document: Mapping): Reference[] => [
  ...named('team', document.general_team, 'general_team'),
  ...entriesOf(document.teams).flatMap(inTeam),
  ...entriesOf(document.topics).flatMap(inTopic),
  ...itemsOf(mappingOf(document.urgency).raise).flatMap((raise, index) =>
    inMatch(mappingOf(raise).when, ['urgency', 'raise', index, 'when']),
  ),
  ...itemsOf(mappingOf(document.relationships).accounts).flatMap(inAccount),
  ...itemsOf(document.no_owner_needed).flatMap((match, index) => inMatch(match, ['no_owner_needed', index])),
  ...namedAll('chain step', mappingOf(document.escalation).chain, 'escalation', 'chain'),
  ...itemsOf(document.examples).flatMap(inExample),
]
