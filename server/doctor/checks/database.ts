import { dirname } from 'node:path'
import { bad, good, warning } from '../finding'
import { fileOf, isFile, sayDatabase } from '../look/database'
import type { Check } from './check'

const NAME = 'database'

/** PostgreSQL's own codes are in its manual, *Error Codes*. */
const POSTGRES_MENDS: readonly [RegExp, string][] = [
  [/^28/, 'Correct user and password in DATABASE_URL.'],
  [/^3D000$/, 'Create the database, or correct its name in DATABASE_URL.'],
  [/^(25006|42501)$/, 'Give this user the right to write and to create tables there; a standby cannot be used.'],
  [/^53/, 'It is out of room or of connections: give it more.'],
]

const mendCode = (url: string, code: string): string => {
  if (isFile(url))
    return `Check that ${dirname(fileOf(url))} exists and is writable, that it has room, and that the file is a database; or set DATABASE_URL to another.`
  const [, mend] = POSTGRES_MENDS.find(([pattern]) => pattern.test(code)) ?? []
  return mend ?? 'Check that it runs, and host and port in DATABASE_URL.'
}

export const checkDatabase: Check = async ({ config: { databaseUrl }, database }) => {
  const look = await database()
  if (look.kind === 'no address')
    return [
      bad(
        NAME,
        'DATABASE_URL is not an address.',
        'Write it as postgres://user:password@host/database, and special characters of the password as %XX.',
      ),
    ]
  const shown = sayDatabase(databaseUrl)
  switch (look.kind) {
    case 'ready':
      return [good(NAME, `${shown} can be written, and its tables are those of this build.`)]
    case 'new':
      return [good(NAME, `${shown} is still empty. Baton makes its tables when it first starts.`)]
    case 'behind':
      return [
        warning(
          NAME,
          `${shown} has older tables: ${look.changes} change${look.changes === 1 ? '' : 's'} to come.`,
          'Back it up and restart Baton, which brings them up to date.',
        ),
      ]
    case 'ahead':
      return [
        bad(
          NAME,
          `${shown} has tables of a newer build.`,
          'Run that newer build, or bring back a backup from before it.',
        ),
      ]
    case 'unusable':
      return [bad(NAME, `${shown} cannot be used (${look.code}).`, mendCode(databaseUrl, look.code))]
  }
}
