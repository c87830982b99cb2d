import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'

export type { Logger }

/**
 * What an error may say in the log. Database drivers put the values of a failed query into their messages, and those hold
 * what customers wrote: of such an error only its kind, its code and where it happened are kept.
 */
const sayError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  const holdsValues =
    'query' in error || 'severity' in error || error.name === 'ZodError' || error instanceof SyntaxError
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(holdsValues ? {} : { message: error.message }),
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: sayError(error.cause) }),
  }
}

/** JSON lines on standard output, or wherever told; plain lines to a terminal. */
export const createLog = (level: string, destination?: pino.DestinationStream): Logger => {
  const options = { level, base: undefined, serializers: { err: sayError } }
  if (destination) return pino(options, destination)
  if (!process.stdout.isTTY) return pino(options, pino.destination({ dest: 1, sync: true }))
  return pino(options, pretty({ sync: true, ignore: 'level', translateTime: 'SYS:HH:MM:ss' }))
}
