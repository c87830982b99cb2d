import { checkRules } from './checks/check-rules'
import type { Directory } from './directory'
import { type Problem, parseRules } from './parse'
import { type ExampleResult, runExamples, sayMisses } from './run-examples'
import type { RulesDocument } from './schema'

/** `examples` have run wherever the document could be read. */
export type Accepted =
  | { document: RulesDocument; warnings: string[]; examples: ExampleResult[] }
  | { problems: Problem[]; examples: ExampleResult[] }

/**
 * What stands before rules come into force: the document is read, its examples come out as they say, and what looks like
 * a mistake is warned of. `directory` null: without Missive. Never throws. `now` tells which absences are still to come.
 */
export const acceptRules = (text: string, fileName: string, directory: Directory | null, now: Date): Accepted => {
  const parsed = parseRules(text, fileName)
  if ('problems' in parsed) return { problems: parsed.problems, examples: [] }
  const { document, problemOf } = parsed
  const examples = runExamples(document, directory)
  const problems = examples
    .filter(({ misses }) => misses.length > 0)
    .map((result) => problemOf({ path: ['examples', result.index], at: 'value', message: sayMisses(result) }))
  if (problems.length > 0) return { problems, examples }
  return { document, warnings: checkRules(document, directory, now), examples }
}
