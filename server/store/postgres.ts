import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { postgresColumns } from './columns'
import type { Database, Db, Steps } from './database'
import { createPresence } from './presence'
import { createTables } from './tables'

/** Any number that no other program on this database server is likely to lock. */
const MIGRATION_LOCK = 7_206_114_302

const drive = async <T>(steps: Steps<T>): Promise<T> => {
  let step = steps.next()
  while (!step.done) step = steps.next(await step.value)
  return step.value
}

/** Deadlock or serialization failure: the loser of a race may simply try again (PostgreSQL, *Error Codes*, class 40). */
const isLostRace = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (/^40(001|P01)$/.test(String((cause as { code?: unknown }).code))) return true
  return false
}

const RACES = 5

/** Opens the pool and brings the tables up to date, one server at a time. */
export const openPostgres = async (
  url: string,
  migrationsFolder: string,
  onLost: (error: Error) => void,
): Promise<Database> => {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 })
  // Also between two statements of a transaction: an error that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', onLost))
  pool.on('error', () => {})
  const db = drizzle({ client: pool })
  const presence = createPresence(pool)
  await migrateAlone(pool, join(migrationsFolder, 'postgres')).catch(async (error) => {
    await pool.end()
    throw error
  })
  /** The client is given back however it ends: drizzle keeps one that fails at its first statement, and a pool has few. */
  const attempt = async <T>(body: (tx: Db) => Steps<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      return await drizzle({ client }).transaction((tx) => drive(body(tx as unknown as Db)))
    } finally {
      client.release()
    }
  }
  const transaction: Database['transaction'] = async (body) => {
    for (let race = 1; ; race++) {
      try {
        return await attempt(body)
      } catch (error) {
        if (race === RACES || !isLostRace(error)) throw error
      }
    }
  }
  return {
    dialect: 'postgres',
    tables: createTables(postgresColumns),
    db: db as unknown as Db,
    transaction,
    startWork: (body) => presence.enter(() => transaction(body)),
    close: () => {
      presence.leave()
      return pool.end()
    },
  }
}

const migrateAlone = async (pool: pg.Pool, migrationsFolder: string): Promise<void> => {
  const client = await pool.connect()
  try {
    const db = drizzle({ client })
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`)
    try {
      await migrate(db, { migrationsFolder })
    } finally {
      await db.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`)
    }
  } finally {
    client.release()
  }
}
