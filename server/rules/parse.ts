import type * as z from 'zod'
import { type Flaw, sayPath } from './flaw'
import { flawsOf, inOurWords } from './issues'
import { nameFlaws } from './names'
import { RulesDocument } from './schema'
import { type Position, readYaml, type YamlSource } from './yaml-source'

export interface Problem extends Position {
  /** `teams.billing.assign`; empty for what concerns the whole text. */
  path: string
  message: string
  /** The line people see: `rules.yaml:12:5 teams.billing.asign: unknown key; did you mean assign?` */
  text: string
}

/** `problemOf` gives a flaw that is found later its place in the text. */
export type Read<Value> = { value: Value; problemOf: (flaw: Flaw) => Problem } | { problems: Problem[] }

export type Parsed = { document: RulesDocument; problemOf: (flaw: Flaw) => Problem } | { problems: Problem[] }

const MOST_BYTES = 1024 * 1024
const MOST_PROBLEMS = 200

const isBefore = (a: Position, b: Position) => a.line - b.line || a.column - b.column

const problemAt = (fileName: string, { line, column }: Position, path: string, message: string): Problem => ({
  line,
  column,
  path,
  message,
  text: `${fileName}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`,
})

/**
 * A missing part is named in full but stands where its nearest part does; a value within a single text is that text.
 */
const pathOf = ({ path, message }: Flaw, source: YamlSource) => (message === 'missing' ? path : source.within(path))

/** In the order of the text, and no more than anybody would read. */
const told = (problems: readonly Problem[], name: string): Problem[] => {
  const inOrder = problems.toSorted(isBefore)
  const next = inOrder[MOST_PROBLEMS]
  const rest = inOrder.length - MOST_PROBLEMS
  return next
    ? [...inOrder.slice(0, MOST_PROBLEMS), problemAt(name, next, '', `and ${rest} more from here on`)]
    : inOrder
}

/** How text of one kind is read. */
interface Kind<Value> {
  schema: z.ZodType<Value>
  /** What is wrong beside its shape, found in the plain value. */
  flawsIn: (value: unknown) => Flaw[]
  /** What is said of text without any value. */
  empty: string
}

/**
 * Reads YAML of one kind. All problems at once, in the order of the text, each with its place; the value only when there
 * are none. `name` is how problems name the text.
 */
export const readAs = <Value>({ schema, flawsIn, empty }: Kind<Value>, text: string, name: string): Read<Value> => {
  const start: Position = { line: 1, column: 1 }
  if (Buffer.byteLength(text) > MOST_BYTES) return { problems: [problemAt(name, start, '', 'larger than 1 MiB')] }
  const source = readYaml(text)
  let problems = source.flaws.map(({ position, message }) => problemAt(name, position, '', message))
  if (source.value === undefined) return { problems: told(problems, name) }
  if (source.value === null) return { problems: [problemAt(name, start, '', empty)] }
  const problemOf = (flaw: Flaw): Problem =>
    problemAt(name, source.locate(flaw.path, flaw.at), sayPath(pathOf(flaw, source)), flaw.message)
  const result = schema.safeParse(source.value, { error: inOurWords })
  const ofShape = result.error?.issues.flatMap((issue) => flawsOf(issue)) ?? []
  problems = [...problems, ...[...ofShape, ...flawsIn(source.value)].map(problemOf)]
  if (result.success && problems.length === 0) return { value: result.data, problemOf }
  return { problems: told(problems, name) }
}

const rulesDocument: Kind<RulesDocument> = {
  schema: RulesDocument,
  flawsIn: nameFlaws,
  empty: 'empty; it needs version, general_team and teams',
}

/** Reads a rules document; `fileName` is how problems name it. */
export const parseRules = (text: string, fileName: string): Parsed => {
  const read = readAs(rulesDocument, text, fileName)
  return 'problems' in read ? read : { document: read.value, problemOf: read.problemOf }
}
