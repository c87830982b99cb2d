import { dirname, resolve } from 'node:path'
import { StartError } from '../errors'
import type { Logger } from '../log'
import type { Database } from './database'
import { openPostgres } from './postgres'
import { openSqlite } from './sqlite'

/** What an error is called where its message may hold a secret. */
export const codeOf = (error: unknown): string => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return error instanceof Error ? error.name : 'unknown'
}

/** Opens what DATABASE_URL names. Throws a `StartError` of one line that says what to do; a password is never repeated. */
export const openDatabase = async (url: string, migrationsFolder: string, log: Logger): Promise<Database> => {
  if (url.startsWith('file:')) {
    const file = resolve(url.slice('file:'.length))
    try {
      return openSqlite(file, migrationsFolder)
    } catch (error) {
      throw new StartError(
        `The database ${file} cannot be opened for writing (${codeOf(error)}): check that ${dirname(file)} exists, is writable and has room, or set DATABASE_URL to another file.`,
      )
    }
  }
  try {
    return await openPostgres(url, migrationsFolder, (error) =>
      log.warn({ err: error }, 'A database connection was lost; another is made when needed'),
    )
  } catch (error) {
    const { hostname, port, pathname } = new URL(url)
    throw new StartError(
      `PostgreSQL at ${hostname}:${port || 5432}${pathname} cannot be used (${codeOf(error)}): check that it runs, that the database exists, and user and password in DATABASE_URL.`,
    )
  }
}
