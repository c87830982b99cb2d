import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ensureBuilt } from '../support/build'
import { postgres, sqlite } from '../support/databases'
import { ALWAYS_OPEN, TOKEN } from '../support/desk'
import { holdWrite } from '../support/hold-write'
import { withStore } from '../support/loads'
import { openMissiveOutside } from '../support/missive-outside'
import { freePort, type ServerProcess, startServer } from '../support/server-process'

beforeAll(ensureBuilt)

const outside = async (rules = ALWAYS_OPEN, database = sqlite) => {
  const databaseUrl = await database.create()
  const opened = await openMissiveOutside(databaseUrl, rules)
  onTestFinished(opened.close)
  return { databaseUrl, ...opened }
}

const start = (variables: Record<string, string>): ServerProcess => {
  const server = startServer(variables)
  onTestFinished(() => {
    server.process.kill('SIGKILL')
  })
  return server
}

/** Ends it as an operator would; how long that took, in milliseconds. */
const terminate = async (server: ServerProcess) => {
  const from = performance.now()
  server.process.kill('SIGTERM')
  const ended = await server.ended
  return { ...ended, ms: performance.now() - from }
}

const isPost = ({ method, path }: { method: string; path: string }) => method === 'POST' && path === '/posts'
const isLook = ({ method, path }: { method: string; path: string }) => method === 'GET' && path.endsWith('/posts')

describe('SIGTERM', () => {
  it('ends a start that waits for Missive, and nothing says that it is ready', async () => {
    const { variables } = await outside()
    const server = start({ ...variables, MISSIVE_API_URL: `http://127.0.0.1:${await freePort()}/v1` })
    const isAlive = async () => (await fetch(`http://127.0.0.1:${variables.PORT}/healthz`).catch(() => null))?.ok
    await expect.poll(isAlive, { timeout: 5000 }).toBe(true)
    const { code, stdout } = await terminate(server)
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  })

  it('lets calls that are under way end, and keeps their answers', async () => {
    const { missive, variables, databaseUrl } = await outside()
    missive.switches.apiWritesFireWebhooks = false
    const server = start(variables)
    await server.ready
    missive.switches.delayMs = 1500
    const { conversation } = missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' })
    await expect.poll(() => missive.requests.filter(isPost).length, { timeout: 5000 }).toBe(1)
    const { code, stderr, ms } = await terminate(server)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(ms).toBeLessThan(10_000)
    expect(missive.look(conversation).assignees).toHaveLength(1)
    const calls = await withStore(databaseUrl, (store, { outbox }) => store.db.select().from(outbox))
    expect(calls).toMatchObject([{ status: 'sent', leasedUntil: null }])
  })

  it('ends a server that still waits for Missive', async () => {
    const { missive, variables } = await outside()
    missive.switches.fail = { calls: 10_000, status: 500 }
    const server = start(variables)
    await expect.poll(() => missive.requests.length, { timeout: 5000 }).toBeGreaterThan(0)
    const { code, ms } = await terminate(server)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(5000)
  })
})

it.each([sqlite, postgres])(
  'goes on at once after it was killed on $name, and does not repeat what it had sent',
  async (database) => {
    const { missive, variables, databaseUrl } = await outside(ALWAYS_OPEN, database)
    missive.switches.delayMs = 400
    const killed = start(variables)
    await killed.ready
    const mail = { text: 'Hello', team: 'Support' }
    const ids = [1, 2, 3, 4].map(
      (number) => missive.receiveMail({ ...mail, from: `c${number}@customer.example` }).conversation,
    )
    await expect.poll(() => missive.requests.filter(isPost).length, { timeout: 5000 }).toBe(4)
    killed.process.kill('SIGKILL')
    await killed.ended
    const next = start(variables)
    await next.ready
    const isDone = () =>
      withStore(databaseUrl, async (store, { outbox }) =>
        (await store.db.select().from(outbox)).every(({ status }) => status === 'confirmed'),
      )
    await expect.poll(isDone, { timeout: 10_000 }).toBe(true)
    expect(ids.map((id) => missive.look(id).posts.length)).toEqual([1, 1, 1, 1])
  },
)

it.each([sqlite, postgres])(
  'posts once when it was killed on $name while Missive had a call and had not taken it yet',
  async (database) => {
    const { missive, variables, databaseUrl } = await outside(ALWAYS_OPEN, database)
    const calls = () => withStore(databaseUrl, (store, { outbox }) => store.db.select().from(outbox))
    const killed = start(variables)
    await killed.ready
    const take = holdWrite(missive)
    const { conversation } = missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' })
    await expect.poll(() => missive.requests.filter(isPost).length, { timeout: 5000 }).toBe(1)
    killed.process.kill('SIGKILL')
    await killed.ended
    await start(variables).ready
    await expect.poll(() => missive.requests.some(isLook), { timeout: 5000 }).toBe(true)
    await expect.poll(calls, { timeout: 5000 }).toMatchObject([{ status: 'waiting', leasedUntil: null }])
    take()
    await expect.poll(calls, { timeout: 5000 }).toMatchObject([{ status: 'confirmed' }])
    expect(missive.requests.filter(isPost)).toHaveLength(1)
    expect(missive.look(conversation).posts).toHaveLength(1)
  },
)

describe('a start that cannot go on ends with one line that helps:', () => {
  const failing = async (variables: Record<string, string>) => {
    const { code, stdout, stderr } = await start(variables).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^[^\n]+\n$/)
    return stderr
  }

  it('the port is taken', async () => {
    const { variables } = await outside()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => {
      other.close()
    })
    const { port } = other.address() as AddressInfo
    expect(await failing({ ...variables, PORT: String(port) })).toBe(
      `Port ${port} is taken: stop what uses it, or set PORT to another one.\n`,
    )
  })

  it('the database cannot be written', async () => {
    const { variables } = await outside()
    expect(await failing({ ...variables, DATABASE_URL: 'file:/dev/null/baton.db' })).toMatch(
      /^The database \/dev\/null\/baton\.db cannot be opened for writing \([A-Z]+\): .+ or set DATABASE_URL to another file\.\n$/,
    )
    const folder = mkdtempSync(join(tmpdir(), 'baton-not-a-database-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'baton.db'), 'This is a letter, not a database. '.repeat(200))
    expect(await failing({ ...variables, DATABASE_URL: `file:${join(folder, 'baton.db')}` })).toMatch(
      /\(SQLITE_NOTADB\)/,
    )
  })

  it('PostgreSQL is not there, and its password stays out of the line', async () => {
    const { variables } = await outside()
    const line = await failing({ ...variables, DATABASE_URL: 'postgres://baton:hush@127.0.0.1:1/baton' })
    expect(line).toMatch(/^PostgreSQL at 127\.0\.0\.1:1\/baton cannot be used \(ECONNREFUSED\): /)
    expect(line).not.toContain('hush')
  })

  it('the rules are wrong, at a line and a column', async () => {
    const { variables, rulesFile, missive } = await outside(
      ALWAYS_OPEN.replace('general_team: support', 'general_team: suport'),
    )
    expect(await failing(variables)).toMatch(new RegExp(`^${rulesFile}:\\d+:\\d+ general_team: .*suport.*\\n$`))
    expect(missive.requests).toEqual([])
  })

  it('the rules are no YAML', async () => {
    const { variables, rulesFile } = await outside('version: 1\nteams: [')
    expect(await failing(variables)).toMatch(new RegExp(`^${rulesFile}:\\d+:\\d+`))
  })

  it('RULES_FILE names nothing', async () => {
    const { variables } = await outside()
    expect(await failing({ ...variables, RULES_FILE: '/no/such/rules.yaml' })).toBe(
      'RULES_FILE /no/such/rules.yaml cannot be read (ENOENT): set it to a rules document, or unset it.\n',
    )
  })

  it('the token is not accepted', async () => {
    const { variables } = await outside()
    expect(await failing({ ...variables, MISSIVE_API_TOKEN: 'revoked' })).toMatch(/does not accept the API token/)
  })

  it('MISSIVE_API_URL leads to something else', async () => {
    const { variables } = await outside()
    const MISSIVE_API_URL = String(variables.MISSIVE_API_URL).replace('/v1', '/nothing')
    expect(await failing({ ...variables, MISSIVE_API_URL })).toBe(
      'What answers at MISSIVE_API_URL is not Missive’s API (404).\n',
    )
  })

  it('the organization is another', async () => {
    const { variables } = await outside()
    expect(await failing({ ...variables, MISSIVE_ORGANIZATION: 'elsewhere' })).toMatch(
      /^MISSIVE_ORGANIZATION .*Harbor & Pine/,
    )
  })

  it.each([
    [
      { MISSIVE_WEBHOOK_SECRET: 'a-secret-of-the-tests' },
      /^MISSIVE_WEBHOOK_SECRET is set but MISSIVE_API_TOKEN is not: /,
    ],
    [{ MISSIVE_API_URL: 'http://127.0.0.1:1/v1' }, /^MISSIVE_API_URL is set but MISSIVE_API_TOKEN is not: /],
    [{ MISSIVE_API_TOKEN: TOKEN }, /^MISSIVE_WEBHOOK_SECRET is not set: /],
    [{ DATABASE_URL: 'file:baton.db' }, /^DATABASE_URL is set but MISSIVE_API_TOKEN is not: /],
    [{ PORT: 'eighty' }, /^PORT must be a whole number from 0 to 65535\.\n$/],
  ])('%j', async (variables, line) => {
    expect(await failing(variables)).toMatch(line)
  })
})
