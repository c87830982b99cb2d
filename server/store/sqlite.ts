import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { sqliteColumns } from './columns'
import type { Database, Db, Statement, Steps } from './database'
import { createTables } from './tables'

interface Prepared {
  prepare(): { execute(): { sync(): unknown } }
}

const runNow = (statement: Statement): unknown => (statement as unknown as Prepared).prepare().execute().sync()

const drive = <T>(steps: Steps<T>): T => {
  let step = steps.next()
  while (!step.done) step = steps.next(runNow(step.value))
  return step.value
}

const STATEMENTS_KEPT = 200
/** The whole server stands still while another program writes to the file; after so long whoever asked is told to come again. */
const BUSY_MS = 200

/** Compiles a text of SQL once: the same few statements come again and again. */
const keepStatements = (client: SqliteDatabase.Database): void => {
  const prepare = client.prepare.bind(client)
  const kept = new Map<string, SqliteDatabase.Statement>()
  client.prepare = ((sql: string) => {
    const known = kept.get(sql)
    if (known) return known
    if (kept.size >= STATEMENTS_KEPT) kept.clear()
    const statement = prepare(sql)
    kept.set(sql, statement)
    return statement
  }) as typeof client.prepare
}

/** Opens or makes the file, and brings its tables up to date. Throws when it cannot be written. */
export const openSqlite = (file: string, migrationsFolder: string): Database => {
  mkdirSync(dirname(file), { recursive: true })
  const client = new SqliteDatabase(file)
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = FULL')
  client.pragma(`busy_timeout = ${BUSY_MS}`)
  client.pragma('foreign_keys = ON')
  // Of 16 MB that better-sqlite3 allows; what the operating system keeps of the file comes on top.
  client.pragma('cache_size = -4000')
  const db = drizzle({ client })
  migrate(db, { migrationsFolder: join(migrationsFolder, 'sqlite') })
  keepStatements(client)
  const tables = createTables(sqliteColumns)
  const transaction: Database['transaction'] = async (body) =>
    db.transaction((tx) => drive(body(tx as unknown as Db)), { behavior: 'immediate' })
  return {
    dialect: 'sqlite',
    tables,
    db: db as unknown as Db,
    transaction,
    // A file has one server.
    startWork: transaction,
    close: async () => {
      client.close()
    },
  }
}
