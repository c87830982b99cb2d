import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import pg from 'pg'
import type { Clock } from '../../clock'
import type { Database } from '../../store/database'
import { codeOf } from '../../store/open'
import { openPostgres } from '../../store/postgres'
import { openSqlite } from '../../store/sqlite'
import { canStore, createStore, type Store } from '../../store/store'

/** The doctor makes no tables and changes none: a database that is not as this build wants it is left as it is. */
export type DatabaseLook =
  | { kind: 'ready'; store: Store; close: () => Promise<void> }
  /** Baton makes its tables when it first starts. */
  | { kind: 'new' }
  /** Changes of its tables that this build brings, or that only a newer build knows. */
  | { kind: 'behind'; changes: number }
  | { kind: 'ahead' }
  | { kind: 'unusable'; code: string }
  | { kind: 'no address' }

const CONNECT_MS = 5000

export const isFile = (url: string): boolean => url.startsWith('file:')

export const fileOf = (url: string): string => resolve(url.slice('file:'.length))

/** Without user and password. */
export const sayDatabase = (url: string): string => {
  if (isFile(url)) return fileOf(url)
  const { hostname, port, pathname } = new URL(url)
  return `PostgreSQL at ${hostname}:${port || 5432}${pathname}`
}

const isAddress = (url: string): boolean => isFile(url) || URL.canParse(url)

/** When the latest change of its tables was written, as its migrations tell; null: it has no tables. Throws. */
const latestIn = (url: string): Promise<number | null> | number | null =>
  isFile(url) ? latestInFile(fileOf(url)) : latestInPostgres(url)

const latestInFile = (file: string): number | null => {
  if (!existsSync(file)) {
    accessSync(nearestFolder(file), constants.W_OK)
    return null
  }
  const client = new SqliteDatabase(file, { readonly: true })
  try {
    const tables = client.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'")
    if (!tables.get()) return null
    const row = client.prepare('select max(created_at) as latest from __drizzle_migrations').get()
    return (row as { latest: number | null }).latest
  } finally {
    client.close()
  }
}

/** The one that exists already. */
const nearestFolder = (path: string): string => {
  const folder = dirname(path)
  return existsSync(folder) ? folder : nearestFolder(folder)
}

const latestInPostgres = async (url: string): Promise<number | null> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows: tables } = await client.query("select to_regclass('drizzle.__drizzle_migrations') as found")
    if (tables[0].found === null) return null
    const { rows } = await client.query('select max(created_at) as latest from drizzle.__drizzle_migrations')
    return rows[0].latest === null ? null : Number(rows[0].latest)
  } finally {
    await client.end()
  }
}

const lookInto = async (url: string, migrationsFolder: string, clock: Clock): Promise<DatabaseLook> => {
  const latest = await latestIn(url)
  if (latest === null) return { kind: 'new' }
  const ours = readMigrationFiles({ migrationsFolder: join(migrationsFolder, isFile(url) ? 'sqlite' : 'postgres') })
  const changes = ours.filter(({ folderMillis }) => folderMillis > latest).length
  if (changes > 0) return { kind: 'behind', changes }
  if (ours.every(({ folderMillis }) => folderMillis < latest)) return { kind: 'ahead' }
  const database = isFile(url)
    ? openSqlite(fileOf(url), migrationsFolder)
    : await openPostgres(url, migrationsFolder, () => {})
  return lookWritable(database, clock)
}

const lookWritable = async (database: Database, clock: Clock): Promise<DatabaseLook> => {
  const store = createStore(database)
  try {
    await canStore(store, clock())
    return { kind: 'ready', store, close: () => database.close() }
  } catch (error) {
    await database.close()
    return { kind: 'unusable', code: codeOf(error) }
  }
}

/** Never throws. */
export const lookAtDatabase = async (url: string, migrationsFolder: string, clock: Clock): Promise<DatabaseLook> => {
  if (!isAddress(url)) return { kind: 'no address' }
  try {
    return await lookInto(url, migrationsFolder, clock)
  } catch (error) {
    return { kind: 'unusable', code: codeOf(error) }
  }
}
