import { setTimeout as sleep } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'

const connect = async (databaseUrl: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  return client
}

/** Once it resolves nobody else can write to this database, until what it gives is called. */
export const holdUp = async (databaseUrl: string): Promise<() => Promise<void>> => {
  if (databaseUrl.startsWith('file:')) {
    const client = new SqliteDatabase(databaseUrl.slice('file:'.length))
    client.exec('begin immediate')
    return async () => {
      client.exec('rollback')
      client.close()
    }
  }
  const client = await connect(databaseUrl)
  await client.query('begin')
  await client.query('lock table turns, deliveries in exclusive mode')
  return async () => {
    await client.query('rollback')
    await client.end()
  }
}

/** For so long nobody else can write to this database. */
export const holdUpFor = async (databaseUrl: string, ms: number): Promise<void> => {
  const free = await holdUp(databaseUrl)
  await sleep(ms)
  await free()
}

/** Ends every other connection to this database, as a restart of PostgreSQL does. A file has none. */
export const cutConnections = async (databaseUrl: string): Promise<void> => {
  if (databaseUrl.startsWith('file:')) return
  const others = 'datname = current_database() and pid <> pg_backend_pid()'
  const client = await connect(databaseUrl)
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`)
  await client.end()
}
