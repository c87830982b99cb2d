import { setTimeout as sleep } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'

const withClient = async (databaseUrl: string, body: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await body(client).finally(() => client.end())
}

/** For so long nobody else can write to this database. */
export const holdUp = async (databaseUrl: string, ms: number): Promise<void> => {
  if (databaseUrl.startsWith('file:')) {
    const client = new SqliteDatabase(databaseUrl.slice('file:'.length))
    client.exec('begin immediate')
    await sleep(ms)
    client.exec('rollback')
    client.close()
    return
  }
  await withClient(databaseUrl, async (client) => {
    await client.query('begin')
    await client.query('lock table turns, deliveries in exclusive mode')
    await sleep(ms)
    await client.query('rollback')
  })
}

/** Ends every other connection to this database, as a restart of PostgreSQL does. A file has none. */
export const cutConnections = async (databaseUrl: string): Promise<void> => {
  if (databaseUrl.startsWith('file:')) return
  const others = 'datname = current_database() and pid <> pg_backend_pid()'
  await withClient(databaseUrl, async (client) => {
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`)
  })
}
