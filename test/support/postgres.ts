import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { findPostgres, POSTGRES_USER } from './postgres-binaries'

export interface PostgresServer {
  /** Of the maintenance database; a superuser's, without password. */
  url: string
  /** Ends every connection; what was committed is there again. Throws for a server that somebody named. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const KEEPER = fileURLToPath(new URL('./postgres-keeper.mjs', import.meta.url))
const DATABASE_PREFIX = 'baton_test_'

/** A PostgreSQL server for tests: the one named by `BATON_TEST_POSTGRES_URL`, else one of our own, gone when we are. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const named = process.env.BATON_TEST_POSTGRES_URL
  return named ? borrowPostgres(named) : launchPostgres()
}

const borrowPostgres = (url: string): PostgresServer => ({
  url,
  restart: () => Promise.reject(new Error('BATON_TEST_POSTGRES_URL names this server: the tests may not restart it')),
  stop: () => dropDatabases(url),
})

const launchPostgres = async (): Promise<PostgresServer> => {
  const port = await freePort()
  const cluster = await makeCluster()
  let keeper = await runServer(cluster, port)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    restart: async () => {
      keeper.stdin?.write('restart')
      await ended(keeper)
      keeper = await runServer(cluster, port)
    },
    stop: () => ended(keeper),
  }
}

interface Cluster {
  bin: string
  /** Of the cluster alone; whoever runs the server removes it. */
  folder: string
}

const makeCluster = async (): Promise<Cluster> => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-postgres-'))
  try {
    const { uid, gid } = POSTGRES_USER
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
    chmodSync(folder, 0o755)
    const bin = await findPostgres(folder)
    const args = ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
    await promisify(execFile)(join(bin, 'initdb'), args, { ...POSTGRES_USER, cwd: folder })
    return { bin, folder }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Resolves when it takes connections. */
const runServer = async ({ bin, folder }: Cluster, port: number): Promise<ChildProcess> => {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200']
  const args = ['-D', join(folder, 'data'), '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])]
  const run = { command: join(bin, 'postgres'), args, options: { ...POSTGRES_USER, cwd: folder }, folder }
  const keeper = spawn(process.execPath, [KEEPER, JSON.stringify(run)], { stdio: ['pipe', 'ignore', 'pipe'] })
  const said: string[] = []
  for await (const line of createInterface({ input: keeper.stderr })) {
    said.push(line)
    if (line.includes('ready to accept connections')) {
      keeper.stderr.resume()
      return keeper
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`)
}

const ended = async (keeper: ChildProcess): Promise<void> => {
  if (keeper.exitCode !== null) return
  keeper.stdin?.end()
  await once(keeper, 'exit')
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A new, empty database on that server; returns its URL. */
export const createDatabase = async (serverUrl: string): Promise<string> => {
  const name = DATABASE_PREFIX + randomBytes(8).toString('hex')
  await withClient(serverUrl, (client) => client.query(`create database ${name}`))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Leaves out those in use: somebody else may be testing on that server. */
const dropDatabases = (serverUrl: string) =>
  withClient(serverUrl, async (client) => {
    const unused = `select datname from pg_database where starts_with(datname, $1)
      and not exists (select from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)`
    const { rows } = await client.query(unused, [DATABASE_PREFIX])
    for (const { datname } of rows) await client.query(`drop database ${datname}`)
  })

const withClient = async <T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await body(client)
  } finally {
    await client.end()
  }
}
