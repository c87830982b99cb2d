import { statSync } from 'node:fs'
import { afterEach, beforeAll, expect, it, onTestFinished } from 'vitest'
import { ensureBuilt } from '../support/build'
import { onBothDatabases, sqlite } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { holdUpFor } from '../support/hold-up'
import { expectLoadsRight, withStore } from '../support/loads'
import { openMissiveOutside } from '../support/missive-outside'
import { startServer } from '../support/server-process'
import { withoutTable } from '../support/without-table'

const SECONDS = 1 / 60
/** Longer than a write to SQLite waits for its turn. */
const LOCKED_MS = 3000
const MAILS = 150
const BLOCK_BYTES = 512
const ROOM_BLOCKS = 100

beforeAll(ensureBuilt)

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

const statusesIn = async (databaseUrl: string): Promise<string[]> => {
  const stored = await withStore(databaseUrl, ({ db }, { deliveries }) => db.select().from(deliveries))
  return [...new Set(stored.map(({ status }) => status))].sort()
}

onBothDatabases((database) => {
  it('acts later on what it could not act on while the database failed, and sets nothing aside', async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const { databaseUrl } = desk
    const arrives = desk.arrives
    let id = ''
    await withoutTable(databaseUrl, 'loads', async () => {
      id = await arrives()
      expect(await statusesIn(databaseUrl)).toEqual(['waiting'])
    })
    await desk.passes(31 * SECONDS)
    expect(desk.missive.look(id).assignees).toHaveLength(1)
    expect(await statusesIn(databaseUrl)).toEqual(['accepted'])
    await expectLoadsRight(databaseUrl)
  })
})

/** A server of its own over a file that other programs reach, and what Missive tells it. */
const openServer = async () => {
  const databaseUrl = await sqlite.create()
  const outside = await openMissiveOutside(databaseUrl)
  onTestFinished(outside.close)
  const start = async (under: string[] = []) => {
    const server = startServer(outside.variables, under)
    onTestFinished(() => void server.process.kill('SIGKILL'))
    await server.ready
    return server
  }
  const { missive } = outside
  return {
    databaseUrl,
    missive,
    start,
    arrives: (count: number) =>
      Array.from({ length: count }, (_, mail) => {
        const about = { from: `c${mail}@customer.example`, text: 'Hello', team: 'Support' }
        return missive.receiveMail(about).conversation
      }),
    status: async (path: string) => (await fetch(`http://127.0.0.1:${outside.variables.PORT}${path}`)).status,
    async allAreHandedOverOnce(ids: string[]) {
      await missive.settled()
      const posts = () => ids.map((id) => missive.look(id).posts.length)
      await expect.poll(posts, { timeout: 45_000 }).toEqual(ids.map(() => 1))
      // Each handoff makes Missive tell of it.
      await missive.settled()
      expect(missive.webhooks.deliveries.filter(({ outcome }) => outcome !== 'delivered')).toEqual([])
      await expect.poll(() => statusesIn(databaseUrl), { timeout: 45_000 }).toEqual(['accepted'])
    },
  }
}

it('answers 503 while another program holds the database, and loses nothing', async () => {
  const { databaseUrl, missive, start, arrives, status, allAreHandedOverOnce } = await openServer()
  await start()
  const free = holdUpFor(databaseUrl, LOCKED_MS)
  const ids = arrives(3)
  await expect.poll(() => status('/readyz'), { timeout: LOCKED_MS }).toBe(503)
  expect(await status('/healthz')).toBe(200)
  await free
  await allAreHandedOverOnce(ids)
  expect(missive.webhooks.deliveries[0]?.attempts).toBeGreaterThan(1)
  expect(await status('/readyz')).toBe(200)
})

it('answers 503 while the disk is full, and acts on everything once there is room', async () => {
  const { databaseUrl, start, arrives, status, allAreHandedOverOnce } = await openServer()
  const first = await start()
  first.process.kill('SIGTERM')
  await first.ended
  const blocks = Math.ceil(statSync(databaseUrl.slice('file:'.length)).size / BLOCK_BYTES)
  // No file that it writes grows by more.
  const full = await start(['sh', '-c', `ulimit -S -f ${blocks + ROOM_BLOCKS}; exec "$0" "$@"`])
  const ids = arrives(MAILS)
  await expect.poll(() => status('/readyz'), { timeout: 20_000 }).toBe(503)
  expect(await status('/healthz')).toBe(200)
  full.process.kill('SIGKILL')
  expect(await full.ended).toMatchObject({ stderr: '' })
  await start()
  await allAreHandedOverOnce(ids)
  expect(await status('/readyz')).toBe(200)
})
