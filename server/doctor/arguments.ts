import { parseArgs } from 'node:util'
import { MINUTE, SECOND } from '../clock'
import { Duration, durationMs } from '../rules/formats'

export interface Options {
  isJson: boolean
  /** How long the admin has for webhooks that are still missing; 0: they are not waited for. */
  waitMs: number
  /** False: nothing is written to Missive. */
  isProbing: boolean
  /** How long anything else may take: an answer, a turn in the rate limit, a webhook of a call of the doctor's own. */
  patienceMs: number
}

export const USAGE = `Checks a set-up: the variables of this shell, Missive, the database, and Baton where it runs.

  npm run doctor                  then: -- and any of these
    --wait 5m                     how long to wait for webhooks that never came yet
    --no-wait                     does not wait for them
    --no-probe                    writes nothing to Missive
    --patience 10s                how long anything else may take
    --json                        prints JSON (npm run --silent doctor -- --json)

Ends with 0 when nothing is bad, 1 when something must be mended, 2 when it was not understood.
`

const durationIn = (name: string, text: string): number => {
  const parsed = Duration.safeParse(text)
  if (!parsed.success) throw new Error(`--${name}: ${parsed.error.issues[0]?.message}`)
  return durationMs(parsed.data)
}

const read = (args: readonly string[]): Options | 'help' => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      wait: { type: 'string' },
      'no-wait': { type: 'boolean', default: false },
      'no-probe': { type: 'boolean', default: false },
      patience: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  if (values['no-wait'] && values.wait !== undefined) throw new Error('--wait and --no-wait exclude each other')
  const waitMs = values.wait === undefined ? 5 * MINUTE : durationIn('wait', values.wait)
  return {
    isJson: values.json,
    waitMs: values['no-wait'] ? 0 : waitMs,
    isProbing: !values['no-probe'],
    patienceMs: values.patience === undefined ? 10 * SECOND : durationIn('patience', values.patience),
  }
}

/** Reads the arguments of a terminal. */
export const readArguments = (args: readonly string[]): Options | 'help' | { problem: string } => {
  try {
    return read(args)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
