import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, it } from 'vitest'
import { harborAndPine } from '../../server/playground/harbor-and-pine'
import { createSmallMissive } from '../../server/playground/small-missive'
import { listen } from '../playground/support'
import { ALWAYS_OPEN, SECRET, sign, TOKEN } from '../support/desk'
import { median, print, type Spawned, spawnServer, temporaryFolder } from './support'

const RUNS = 5
const SECONDS = 4
const CONNECTIONS = 32
const EACH = 1000

const missive = createSmallMissive({ organization: harborAndPine, token: TOKEN, limits: null })
let missiveServer: Awaited<ReturnType<typeof listen>>
let baton: Spawned
let baseline: Spawned
let intake: SqliteDatabase.Database

beforeAll(async () => {
  missiveServer = await listen(missive.app)
  const folder = temporaryFolder()
  baseline = await spawnServer('baseline-process', [join(folder, 'baseline.db'), SECRET])
  baton = await spawnServer('baton-process', [ALWAYS_OPEN], {
    MISSIVE_API_TOKEN: TOKEN,
    MISSIVE_API_URL: `${missiveServer.url}/v1`,
    MISSIVE_WEBHOOK_SECRET: SECRET,
    DATABASE_URL: `file:${join(folder, 'baton.db')}`,
    LOG_LEVEL: 'error',
  })
  intake = new SqliteDatabase(join(folder, 'baton.db'), { readonly: true })
})
afterAll(async () => {
  intake?.close()
  await baton?.stop()
  await baseline?.stop()
  missiveServer?.close()
})

const fixture = readFileSync('test/fixtures/missive/webhook.new_comment.json', 'utf8')
const OLD_ID = /d895bd57-b3c6-4f2f-b2a4-b5a013592277/g
const requestOf = (body: string) => ({
  body,
  headers: { 'content-type': 'application/json', 'x-hook-signature': sign(body) },
})
/** Each of a conversation of its own, as Missive's come; every connection has its own. */
const requests = Array.from({ length: CONNECTIONS }, () =>
  Array.from({ length: EACH }, () => requestOf(fixture.replace(OLD_ID, randomUUID()))),
)

/** Each request is put together when it is sent: all of them at the start would hold up the first by half a second. */
const inTurn = (own: ReturnType<typeof requestOf>[]) => {
  let next = 0
  return [
    {
      method: 'POST' as const,
      path: '/webhooks/missive',
      setupRequest: (request: autocannon.Request) => ({ ...request, ...own[next++ % EACH] }),
    },
  ]
}

const count = (where: string): number =>
  intake.prepare(`select count(*) from deliveries where ${where}`).pluck().get() as number

/** What is left to fold would take its time from the baseline. */
const allFolded = async () => {
  while (count("status = 'waiting'") > 0) await sleep(100)
}

const measure = async (url: string) => {
  let connection = 0
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    setupClient: (client) => client.setRequests(inTurn(requests[connection++ % CONNECTIONS] ?? [])),
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`)
  return { perSecond: result.requests.average, p99: result.latency.p99, max: result.latency.max }
}

const measureBaton = async () => {
  const before = count("status <> 'waiting'")
  const measured = await measure(baton.url)
  const folded = (count("status <> 'waiting'") - before) / SECONDS
  await allFolded()
  return { ...measured, folded }
}

it('takes webhooks in', async () => {
  await measure(baseline.url)
  await measureBaton()
  const runs: { bare: Awaited<ReturnType<typeof measure>>; ours: Awaited<ReturnType<typeof measureBaton>> }[] = []
  for (let run = 0; run < RUNS; run++) runs.push({ bare: await measure(baseline.url), ours: await measureBaton() })
  const of = (figure: (run: (typeof runs)[number]) => number) => median(runs.map(figure))
  const share = of(({ bare, ours }) => ours.perSecond / bare.perSecond)
  print(
    `Webhook to 202: medians of ${RUNS} runs of ${SECONDS} s in turn, ${CONNECTIONS} connections, bodies of ${Math.round(fixture.length / 1000)} kB`,
    [
      ['', 'requests/s', 'p99 ms', 'max ms', 'folded/s', 'of bare'],
      [
        'bare Hono, same HMAC, one commit a tick',
        of(({ bare }) => bare.perSecond),
        of(({ bare }) => bare.p99),
        of(({ bare }) => bare.max),
        '',
        '',
      ],
      [
        'Baton, folding meanwhile',
        of(({ ours }) => ours.perSecond),
        of(({ ours }) => ours.p99),
        of(({ ours }) => ours.max),
        of(({ ours }) => ours.folded),
        `${Math.round(100 * share)} %`,
      ],
    ],
  )
})
