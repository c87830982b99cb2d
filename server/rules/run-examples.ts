import type { Decision, Outcome } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import type { Rules } from '../routing/facts'
import { teammateById } from '../routing/roster'
import { sayList } from '../routing/spoken'
import type { Directory } from './directory'
import type { Example, Expectations } from './keys/example'
import { sayInstant } from './say-instant'
import type { RulesDocument } from './schema'
import { rulesToTry, tryMail } from './try-mail'

/** Something that came out differently, as people read it. */
export interface Miss {
  expected: string
  got: string
}

export interface ExampleResult {
  /** Of `examples`, from 0. */
  index: number
  subject: string
  /** Empty: it came out as expected. */
  misses: readonly Miss[]
  decision: Decision
}

/** How the document calls somebody; an address for whom it does not name. */
const nameOf = (id: TeammateId, rules: Rules): string => {
  const teammate = teammateById(rules, id)
  return teammate?.ruleName ?? teammate?.email ?? id
}

const isCalled = (id: TeammateId, name: string, rules: Rules): boolean => {
  const teammate = teammateById(rules, id)
  return teammate?.ruleName === name || teammate?.email.toLowerCase() === name.toLowerCase()
}

const sayOwner = ({ outcome }: Decision, rules: Rules): string => {
  if (outcome.kind === 'assign') return `owner ${nameOf(outcome.to, rules)}`
  if (outcome.kind === 'assign all') return `everyone asked: ${sayList(outcome.to.map((id) => nameOf(id, rules)))}`
  return 'no owner'
}

/** The backup that took it from its team; null: none did. */
const takenBy = ({ backup, outcome }: Decision): string | null =>
  backup && outcome.kind === 'assign' ? backup.name : null

const sayTeam = (decision: Decision): string => {
  const backup = takenBy(decision)
  return decision.team ? `team ${decision.team.name}${backup ? `, taken by its backup ${backup}` : ''}` : 'no team'
}

const sayDue = (due: Date | null, rules: Rules): string =>
  due ? `due ${sayInstant(due, rules.timeZone)}` : 'never due'

const toSeconds = (moment: Date): number => Math.floor(+moment / 1000)

const became: Readonly<Record<Outcome['kind'], string>> = {
  assign: 'assigned',
  'assign all': 'waits',
  wait: 'waits',
  leave: 'left alone',
  'needs attention': 'needs attention',
}

interface Judgement extends Miss {
  holds: boolean
}

type Judge<Expected> = (expected: Expected, decision: Decision, rules: Rules) => Judgement

const outcomeIs =
  (words: string): Judge<boolean> =>
  (expected, { outcome }) => ({
    holds: (became[outcome.kind] === words) === expected,
    expected: `${expected ? '' : 'not '}${words}`,
    got: became[outcome.kind],
  })

/** What each key of `expect` asks; a new one has its line here. */
const judges: { [Key in keyof Expectations]-?: Judge<NonNullable<Expectations[Key]>> } = {
  topic: (expected, { topic }) => ({
    holds: topic?.name === expected,
    expected: `topic ${expected}`,
    got: topic ? `topic ${topic.name}` : 'no topic',
  }),
  team: (expected, decision) => ({
    holds: decision.team?.name === expected || takenBy(decision) === expected,
    expected: `team ${expected}`,
    got: sayTeam(decision),
  }),
  owner: (expected, decision, rules) => ({
    holds: decision.outcome.kind === 'assign' && isCalled(decision.outcome.to, expected, rules),
    expected: `owner ${expected}`,
    got: sayOwner(decision, rules),
  }),
  urgency: (expected, { urgency }) => ({
    holds: urgency === expected,
    expected: `urgency ${expected}`,
    got: `urgency ${urgency}`,
  }),
  due: (expected, { dueAt }, rules) => ({
    holds: dueAt !== null && toSeconds(dueAt) === toSeconds(expected),
    expected: sayDue(expected, rules),
    got: sayDue(dueAt, rules),
  }),
  waits: outcomeIs('waits'),
  left_alone: outcomeIs('left alone'),
  needs_attention: outcomeIs('needs attention'),
}

const missesOf = (expect: Expectations, decision: Decision, rules: Rules): Miss[] =>
  (Object.keys(judges) as (keyof Expectations)[]).flatMap((key) => {
    if (expect[key] === undefined) return []
    const { holds, expected, got } = (judges[key] as Judge<unknown>)(expect[key], decision, rules)
    return holds ? [] : [{ expected, got }]
  })

const runExample = ({ mail, at, expect }: Example, index: number, rules: Rules): ExampleResult => {
  const decision = tryMail(mail, at, rules)
  return { index, subject: mail.subject ?? '', misses: missesOf(expect, decision, rules), decision }
}

/**
 * Decides each example of the document alone. `directory` null: nobody asked Missive, and the document's own people and
 * teams stand in for it.
 */
export const runExamples = (document: RulesDocument, directory: Directory | null): ExampleResult[] => {
  const rules = rulesToTry(document, directory)
  return document.examples.map((example, index) => runExample(example, index, rules))
}

/** "expected owner sofia, got owner imani. It is open and has no owner. …" */
export const sayMisses = ({ misses, decision }: ExampleResult): string => {
  const differences = misses.map(({ expected, got }) => `expected ${expected}, got ${got}`).join('; ')
  return [`${differences}.`, ...decision.gates.map(({ sentence }) => sentence)].join(' ')
}
