import type { Decision, Verdict } from '../../shared/decision'
import type { Rules } from '../routing/facts'
import { sayEvidence, sentenceOf } from '../routing/why'
import { sayInstant } from './say-instant'

const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

const topicRow = ({ topic }: Decision): string => {
  if (!topic) return 'none'
  return topic.evidence.length > 0 ? `${topic.name}: ${sayEvidence(topic.evidence)}` : topic.name
}

const teamRow = ({ team, backup }: Decision): string => {
  if (!team) return 'none'
  return backup ? `${team.name}, then its backup ${backup.name}` : team.name
}

const momentRow = (moment: Date | null, rules: Rules): string => (moment ? sayInstant(moment, rules.timeZone) : 'never')

const sayOutcome = ({ outcome }: Decision, rules: Rules): string => {
  if (outcome.kind !== 'assign') return outcome.kind
  const name = rules.teammates.find(({ id }) => id === outcome.to)?.name ?? outcome.to
  return `assign to ${name}, chosen by ${outcome.chosenBy}`
}

const outcomeRows = (decision: Decision, rules: Rules): string[][] => {
  const { outcome, notice } = decision
  const told = notice === outcome.sentence ? 'The same is told in the channel of the team.' : notice
  return [[sayOutcome(decision, rules), outcome.sentence], ...(told ? [['notice', told]] : [])]
}

const verdictRow = ({ name, code, sentence }: Verdict): string[] => [
  name,
  code === 'eligible' ? 'may get it' : 'left out',
  sentence,
]

const stepsOf = ({ outcome }: Decision, rules: Rules): string[][] =>
  'next' in outcome
    ? outcome.next.map(({ at, sentence }) => [sayInstant(at, rules.timeZone), sentenceOf(sentence)])
    : []

const part = (title: string, rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [title, ...table(rows), '']

/** A decision as lines of text: what was found, each gate, each verdict, what came of it and what happens next. */
export const explain = (decision: Decision, rules: Rules): string =>
  [
    ...part('What it is', [
      ['topic', topicRow(decision)],
      ['team', teamRow(decision)],
      ['urgency', decision.urgency],
      ['authority', decision.authority],
      ['weight', String(decision.weight)],
      ['language', decision.language ?? 'unknown'],
      ['due', momentRow(decision.dueAt, rules)],
      ['nears', momentRow(decision.nearsAt, rules)],
    ]),
    ...part(
      'Gates',
      decision.gates.map(({ gate, sentence }) => [gate, sentence]),
    ),
    ...part('People', decision.verdicts.map(verdictRow)),
    ...part('Outcome', outcomeRows(decision, rules)),
    ...part('What happens next', stepsOf(decision, rules)),
  ].join('\n')
