import type * as z from 'zod'
import type { Flaw } from './flaw'
import { didYouMean } from './nearest'

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
export const inOurWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'too_small' && issue.input === undefined) return 'missing'
  switch (issue.code) {
    case 'invalid_type':
      return expected(NOUNS[issue.expected] ?? issue.expected, issue.input)
    case 'invalid_value':
      return oneOf(issue.values, issue.input)
    case 'too_small':
      if (issue.origin === 'array') return 'expected at least one'
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
    case 'too_big':
      return `expected at most ${issue.maximum}`
    default:
      return undefined
  }
}

/** What an issue says, each at its own place. */
export const flawsOf = (issue: z.core.$ZodIssue, base: readonly PropertyKey[] = []): Flaw[] => {
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
  if (issue.code === 'invalid_key') return [{ path, at: 'key', message: issue.issues[0]?.message ?? issue.message }]
  return [{ path, at: 'value', message: issue.message }]
}
