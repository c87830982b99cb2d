import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject } from 'vitest'
import { createDatabase } from './postgres'

export interface TestDatabase {
  name: 'SQLite' | 'PostgreSQL'
  /** A new and empty database; its DATABASE_URL. */
  create: () => Promise<string>
}

const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const databases: TestDatabase[] = [
  {
    name: 'SQLite',
    create: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'baton-test-'))
      folders.push(folder)
      return `file:${join(folder, 'baton.db')}`
    },
  },
  { name: 'PostgreSQL', create: () => createDatabase(inject('postgresUrl')) },
]

export const [sqlite, postgres] = databases as [TestDatabase, TestDatabase]

/** The same tests on both databases. */
export const onBothDatabases = (tests: (database: TestDatabase) => void): void => {
  describe.each(databases)('on $name', tests)
}
