import type * as z from 'zod'
import { type Flaw, nameFlaws } from './names'
import { didYouMean } from './nearest'
import { RulesDocument } from './schema'
import { type Position, readYaml, type YamlSource } from './yaml-source'

export interface Problem extends Position {
  /** `teams.billing.assign`; empty for what concerns the whole text. */
  path: string
  message: string
  /** The line people see: `rules.yaml:12:5 teams.billing.asign: unknown key; did you mean assign?` */
  text: string
}

export type Parsed = { document: RulesDocument } | { problems: Problem[] }

const MOST_BYTES = 1024 * 1024

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'keys with values',
  record: 'keys with values',
  array: 'a list',
}

const nounOf = (value: unknown): string => {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number') return `${value}`
  return NOUNS[typeof value] ?? typeof value
}

const expected = (noun: string, input: unknown): string => {
  const isUnquoted = noun === NOUNS.string && ['number', 'boolean'].includes(typeof input)
  return `expected ${noun}, got ${isUnquoted ? `${input}; put it in quotes` : nounOf(input)}`
}

const oneOf = (values: readonly unknown[], input: unknown): string => {
  const names = values.map(String)
  const choice = names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join('')
  const meant = typeof input === 'string' && typeof values[0] === 'string' ? didYouMean(input, names) : ''
  return `expected ${choice}${meant}`
}

/** What the schema's own messages do not say. */
const inOurWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'too_small' && issue.input === undefined) return 'missing'
  switch (issue.code) {
    case 'invalid_type':
      return expected(NOUNS[issue.expected] ?? issue.expected, issue.input)
    case 'invalid_value':
      return oneOf(issue.values, issue.input)
    case 'too_small':
      return issue.origin === 'array' ? 'expected at least one' : `expected at least ${issue.minimum}`
    case 'too_big':
      return `expected at most ${issue.maximum}`
    default:
      return undefined
  }
}

const flawsOf = (issue: z.core.$ZodIssue, base: readonly PropertyKey[] = []): Flaw[] => {
  const path = [...base, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const messages = issue.message.split('\n')
    return issue.keys.map((key, index) => ({
      path: [...path, key],
      at: 'key',
      message: messages[index] ?? 'unknown key',
    }))
  }
  if (issue.code === 'invalid_union') {
    // The branch that takes this kind of value is the one that was meant.
    const meant = issue.errors.find((branch) =>
      branch.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
    )
    if (meant) return meant.flatMap((inner) => flawsOf(inner, path))
  }
  const isAboutKey = issue.code === 'invalid_key' || (issue.code === 'invalid_type' && issue.expected === 'never')
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
  return [{ path, at: isAboutKey ? 'key' : 'value', message }]
}

const sayPath = (path: readonly PropertyKey[]): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : (index > 0 ? '.' : '') + String(step))).join('')

const isBefore = (a: Position, b: Position) => a.line - b.line || a.column - b.column

const problemAt = (fileName: string, { line, column }: Position, path: string, message: string): Problem => ({
  line,
  column,
  path,
  message,
  text: `${fileName}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`,
})

const flawsIn = (value: unknown, result: z.ZodSafeParseResult<RulesDocument>): Flaw[] => [
  ...(result.error?.issues.flatMap((issue) => flawsOf(issue)) ?? []),
  ...nameFlaws(value),
]

/**
 * A missing part is named in full but stands where its nearest part does; a value within a single text is that text.
 */
const pathOf = ({ path, message }: Flaw, source: YamlSource) => (message === 'missing' ? path : source.within(path))

/**
 * Reads a rules document. All problems at once, in the order of the text, each with its place; the document only when
 * there are none. `fileName` is how problems name it.
 */
export const parseRules = (text: string, fileName: string): Parsed => {
  const start: Position = { line: 1, column: 1 }
  if (Buffer.byteLength(text) > MOST_BYTES) return { problems: [problemAt(fileName, start, '', 'larger than 1 MiB')] }
  const source = readYaml(text)
  const problems = source.flaws.map(({ position, message }) => problemAt(fileName, position, '', message))
  if (source.value === undefined) return { problems }
  if (source.value === null)
    return { problems: [problemAt(fileName, start, '', 'empty; it needs version, general_team and teams')] }
  const result = RulesDocument.safeParse(source.value, { error: inOurWords })
  for (const flaw of flawsIn(source.value, result))
    problems.push(problemAt(fileName, source.locate(flaw.path, flaw.at), sayPath(pathOf(flaw, source)), flaw.message))
  if (result.success && problems.length === 0) return { document: result.data }
  return { problems: problems.sort(isBefore) }
}
