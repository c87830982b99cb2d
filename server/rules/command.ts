import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { acceptRules } from './accept'
import { explain } from './explain'
import type { Flaw } from './flaw'
import { Moment } from './formats'
import { rulesJsonSchema } from './json-schema'
import { ExampleMail } from './keys/example'
import { nameFlaws } from './names'
import { parseRules, readAs } from './parse'
import { sayMisses } from './run-examples'
import type { RulesDocument } from './schema'
import { rulesToTry, tryMail } from './try-mail'

/** What a command prints and ends with: 0 all is well, 1 the rules have problems, 2 it was not understood. */
export interface Ended {
  code: 0 | 1 | 2
  out: string
  err: string
}

const USAGE = `Checks rules without Missive and without a database.

  npm run rules -- check FILE      problems and warnings, each with its place
  npm run rules -- test FILE       each of its examples, and what became of it
  npm run rules -- explain FILE --mail MAIL [--at TIME]
                                   where one mail goes, and why
  npm run rules -- schema          the format as JSON Schema

MAIL is written as in examples: '{ subject: Charged twice, from: dana@customer.example }'
TIME has an offset: 2026-11-23T10:00+01:00; left out: now.
`

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('')

const wrongUse = (message: string): Ended => ({ code: 2, out: '', err: `${message}\n\n${USAGE}` })

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

interface Arguments {
  text: string
  fileName: string
  mail: string | undefined
  at: string | undefined
  now: Date
}

const check = ({ text, fileName, now }: Arguments): Ended => {
  const accepted = acceptRules(text, fileName, null, now)
  if ('problems' in accepted) return { code: 1, out: '', err: lines(accepted.problems.map((problem) => problem.text)) }
  const { warnings, examples } = accepted
  const found = [plural(examples.length, 'example'), plural(warnings.length, 'warning')].join(', ')
  return {
    code: 0,
    out: `${fileName}: good (${found})\n`,
    err: lines(warnings.map((warning) => `${fileName}: warning: ${warning}`)),
  }
}

const test = ({ text, fileName, now }: Arguments): Ended => {
  const accepted = acceptRules(text, fileName, null, now)
  const { examples } = accepted
  const out = examples.map((result) => {
    const { index, subject, misses, decision } = result
    return misses.length === 0
      ? `ok      ${index + 1} ${subject}: ${decision.outcome.sentence}`
      : `not ok  ${index + 1} ${subject}: ${sayMisses(result)}`
  })
  if ('problems' in accepted)
    return { code: 1, out: lines(out), err: lines(accepted.problems.map((problem) => problem.text)) }
  return {
    code: 0,
    out: lines([...out, `${fileName}: ${plural(examples.length, 'example')}, all as expected`]),
    err: '',
  }
}

/** A team that the rules do not have. */
const mailFlaws = (mail: unknown, { teams }: RulesDocument): Flaw[] => {
  const names = Object.fromEntries(Object.keys(teams).map((name) => [name, {}]))
  return nameFlaws({ teams: names, examples: [{ mail }] }).map((flaw) => ({ ...flaw, path: flaw.path.slice(3) }))
}

const explainMail = ({ text, fileName, mail, at, now }: Arguments): Ended => {
  if (mail === undefined) return wrongUse('explain needs --mail')
  const moment = at === undefined ? now : Moment.safeParse(at).data
  if (!moment) return wrongUse(`--at: "${at}" is not a time with an offset such as 2026-12-24T14:00+01:00`)
  const parsed = parseRules(text, fileName)
  if ('problems' in parsed) return { code: 1, out: '', err: lines(parsed.problems.map((problem) => problem.text)) }
  const { document } = parsed
  const flawsIn = (value: unknown) => mailFlaws(value, document)
  const read = readAs({ schema: ExampleMail, flawsIn, empty: 'empty; it needs a subject or a sender' }, mail, '--mail')
  if ('problems' in read) return wrongUse(read.problems.map((problem) => problem.text).join('\n'))
  const rules = rulesToTry(document, null)
  return { code: 0, out: explain(tryMail(read.value, moment, rules), rules), err: '' }
}

const commands: Readonly<Record<string, (given: Arguments) => Ended>> = { check, test, explain: explainMail }

const readArguments = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: { mail: { type: 'string' }, at: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Runs one command with the arguments of a terminal. */
export const runCommand = (args: readonly string[], now: Date): Ended => {
  const given = readArguments(args)
  if ('problem' in given) return wrongUse(given.problem)
  const { values, positionals } = given
  if (values.help) return { code: 0, out: USAGE, err: '' }
  const [name, fileName, ...more] = positionals
  if (name === 'schema' && !fileName)
    return { code: 0, out: `${JSON.stringify(rulesJsonSchema(), null, 2)}\n`, err: '' }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command || !fileName || more.length > 0) return wrongUse('Expected check, test or explain, and one file')
  const text = readText(fileName)
  if (text === null) return wrongUse(`${fileName} cannot be read`)
  return command({ text, fileName, mail: values.mail, at: values.at, now })
}
