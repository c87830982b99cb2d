import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, it } from 'vitest'
import { seededRandom } from '../../server/playground/small-missive'
import { ensureBuilt } from '../support/build'
import { postgres, sqlite } from '../support/databases'
import { seed } from '../support/drawn'
import { expectLoadsRight, withStore } from '../support/loads'
import { type MissiveOutside, openMissiveOutside } from '../support/missive-outside'
import { startServer } from '../support/server-process'

const KILLS = { SQLite: 12, PostgreSQL: 5 }
const MAILS_EACH = 12
const SPAN_MS = 800
/** A call that a killed server had begun and not sent goes out when it could no longer land, 30 seconds later. */
const ALL_DONE_MS = 100_000

beforeAll(ensureBuilt)

/** Some mail at random moments of the next second. Returns its conversations, once all of it has come. */
const letMailArrive = async ({ missive }: MissiveOutside, random: () => number): Promise<string[]> => {
  const ids: string[] = []
  for (let mail = 0; mail < MAILS_EACH; mail++) {
    await sleep((random() * 2 * SPAN_MS) / MAILS_EACH)
    const from = `customer-${Math.floor(random() * 1e9)}@customer.example`
    ids.push(missive.receiveMail({ from, subject: `Question ${mail}`, text: 'Hello', team: 'Support' }).conversation)
  }
  return ids
}

const isOwed = (databaseUrl: string) =>
  withStore(databaseUrl, async (store, { outbox, deliveries }) => {
    const calls = await store.db.select({ status: outbox.status }).from(outbox)
    const kept = await store.db.select({ status: deliveries.status }).from(deliveries)
    return calls.some(({ status }) => status !== 'confirmed') || kept.some(({ status }) => status === 'waiting')
  })

it.concurrent.for([sqlite, postgres])(
  `hands off every accepted delivery exactly once on $name, killed at any moment (BATON_TEST_SEED=${seed})`,
  { timeout: 150_000 },
  async (database, { expect, onTestFinished }) => {
    const random = seededRandom(seed)
    const databaseUrl = await database.create()
    const outside = await openMissiveOutside(databaseUrl)
    onTestFinished(outside.close)
    const { missive, variables } = outside
    missive.switches.delayMs = 25
    const ids: string[] = []
    for (let kill = 0; kill < KILLS[database.name]; kill++) {
      const server = startServer(variables)
      const mail = letMailArrive(outside, random)
      if (kill % 2 === 0) await server.ready
      await sleep(random() * SPAN_MS)
      server.process.kill('SIGKILL')
      await server.ended
      ids.push(...(await mail))
    }
    const last = startServer(variables)
    onTestFinished(() => {
      last.process.kill('SIGKILL')
    })
    await last.ready
    await missive.settled()
    await expect.poll(() => isOwed(databaseUrl), { timeout: ALL_DONE_MS, interval: 500 }).toBe(false)
    last.process.kill('SIGTERM')
    expect(await last.ended).toMatchObject({ code: 0, stderr: '' })

    expect(missive.webhooks.deliveries.filter(({ outcome }) => outcome !== 'delivered')).toEqual([])
    const found = ids.map((id) => missive.look(id))
    expect(found.filter(({ posts }) => posts.length !== 1)).toEqual([])
    expect(found.filter(({ assignees }) => assignees.length !== 1)).toEqual([])
    const inMissive: Record<string, number> = {}
    for (const { assignees } of found) for (const id of assignees) inMissive[id] = (inMissive[id] ?? 0) + 1
    expect(await expectLoadsRight(databaseUrl)).toEqual(inMissive)
  },
)
