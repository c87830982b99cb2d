import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../../server/clock'
import { listen } from '../../server/listen'
import { missiveLimits } from '../../server/playground/rate-limits'
import { createSmallMissive, seededRandom } from '../../server/playground/small-missive'
import { wellBehaved } from '../../server/playground/switches'
import { codeFor, createCaller, SECRET, TOKEN } from '../support/desk'
import { freePort } from '../support/server-process'
import { company, managers, pick, RULES } from './company'
import type { Panel } from './in-panel'
import { type MovedBaton, startMovedBaton } from './moved-baton'

const STARTS_AT = Date.parse('2026-11-23T07:00:00Z')
/** Long enough for a server to come back, so that what is not lost on purpose arrives. */
const RETRY_DELAYS_MS = Array.from({ length: 400 }, () => 50)
const RATES = { loseRate: 0.05, doubleRate: 0.05, reorderRate: 0.1 }

/** A server that has what it needs routes by then. */
const PATIENCE_MS = 2000

/** What stands between Baton and Missive when it writes there: says when that is taken, and what is answered. */
export type Edge = (take: () => Promise<Response>) => Promise<Response>

export interface Options {
  databaseUrl: string
  seed: number
  /** How many servers share the database. */
  servers: number
}

export type Surroundings = Awaited<ReturnType<typeof openSurroundings>>

/** A Missive whose webhooks go astray, servers that each can be killed, and the one clock that all of them have. */
export const openSurroundings = async ({ databaseUrl, seed, servers }: Options) => {
  let now = STARTS_AT
  const missive = createSmallMissive({
    organization: company,
    token: TOKEN,
    clock: () => new Date(now),
    limits: missiveLimits,
    retryDelaysMs: RETRY_DELAYS_MS,
    random: seededRandom(seed),
  })
  let edge: Edge = (take) => take()
  const listening = await listen('127.0.0.1', 0, async (request, env) => {
    if (request.method !== 'POST') return missive.app.fetch(request, env as object)
    // Its caller may be gone when it is taken.
    const kept = new Request(request.url, { method: 'POST', headers: request.headers, body: await request.text() })
    return edge(async () => missive.app.fetch(kept, env as object))
  })
  const rulesFile = join(mkdtempSync(join(tmpdir(), 'baton-rules-')), 'rules.yaml')
  writeFileSync(rulesFile, RULES)

  const start = (port: number) =>
    startMovedBaton(
      {
        PORT: String(port),
        MISSIVE_API_URL: `http://127.0.0.1:${listening.port}/v1`,
        MISSIVE_API_TOKEN: TOKEN,
        MISSIVE_WEBHOOK_SECRET: SECRET,
        DATABASE_URL: databaseUrl,
        RULES_FILE: rulesFile,
        LOG_LEVEL: process.env.BATON_TEST_LOG ?? 'silent',
      },
      new Date(now),
    )
  const open = async () => {
    const port = await freePort()
    const baton: MovedBaton = await start(port)
    await baton.ready
    return { port, baton, url: `http://127.0.0.1:${port}` }
  }
  const running: Awaited<ReturnType<typeof open>>[] = []
  for (let server = 0; server < servers; server++) running.push(await open())
  const serverAt = (n: number) => running[n % running.length] as (typeof running)[number]

  const sendWebhooksTo = (n: number) =>
    missive.webhooks.sendTo({ url: `${serverAt(n).url}/webhooks/missive`, secret: SECRET })
  sendWebhooksTo(0)

  /** Everything is as it should be, but for webhooks, which go astray while the run lasts. */
  const mend = () => {
    const { webhooks: _rates, ...rest } = wellBehaved()
    Object.assign(missive.switches, rest)
    missive.webhooks.release()
  }

  const passes = (ms: number): void => {
    now += ms
    for (const { baton } of running) baton.moveTo(new Date(now))
  }

  /** What a killed server had under way takes its places at Missive until its time is over, so time passes meanwhile. */
  const routes = async ({ ready }: MovedBaton): Promise<void> => {
    let isReady = false
    const isOver = ready.then(() => {
      isReady = true
    })
    while (!isReady) {
      await Promise.race([isOver, sleep(PATIENCE_MS)])
      if (!isReady) passes(10 * SECOND)
    }
  }

  return {
    databaseUrl,
    missive,
    /** From now on. */
    meetWith: (next: Edge) => {
      edge = next
    },
    sendWebhooksTo,
    mend,

    /** Until nobody has anything to do at this time. */
    async settle(): Promise<void> {
      for (let requests = -1; requests !== missive.requests.length; ) {
        requests = missive.requests.length
        await missive.settled()
        await Promise.all(running.map(({ baton }) => baton.settle()))
        await missive.settled()
      }
    },

    passes,

    /** Ends one of the servers, and starts it anew once `meanwhile` is over; `killedAfterMs`: not at the first go. */
    async replace(
      n: number,
      end: (baton: MovedBaton) => Promise<void>,
      meanwhile: () => Promise<void>,
      killedAfterMs?: number,
    ): Promise<void> {
      const server = serverAt(n)
      await end(server.baton)
      await meanwhile()
      if (killedAfterMs !== undefined) {
        const first = await start(server.port)
        await sleep(killedAfterMs)
        await first.kill()
        await meanwhile()
      }
      server.baton = await start(server.port)
      await routes(server.baton)
    },

    /** The managers' panels, each at any of the servers. */
    async signIn(): Promise<(n: number) => Panel> {
      const tokens: string[] = []
      for (const { id: teammateId } of managers) {
        const anonymous = createCaller(serverAt(0).url, null)
        await anonymous('askForCode', {}, { claim: { teammateId } })
        const code = await codeFor(missive, teammateId)
        const { body } = await anonymous('signIn', {}, { claim: { teammateId }, code, for: 'panel' })
        tokens.push((body as { token: string }).token)
      }
      return (n) => ({
        by: pick(managers, n).id,
        call: createCaller(serverAt(n).url, pick(tokens, n)),
      })
    },

    goAstray: (isSo: boolean) => Object.assign(missive.switches.webhooks, isSo ? RATES : wellBehaved().webhooks),

    async close(): Promise<void> {
      missive.stop()
      await Promise.all(running.map(({ baton }) => baton.stop()))
      await listening.close(0)
    },
  }
}
