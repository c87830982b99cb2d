import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
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
})
afterAll(async () => {
  await baton?.stop()
  await baseline?.stop()
  missiveServer?.close()
})

const fixture = readFileSync('test/fixtures/missive/webhook.new_comment.json', 'utf8')
const OLD_ID = /d895bd57-b3c6-4f2f-b2a4-b5a013592277/g
const requestOf = (body: string) => ({
  method: 'POST' as const,
  path: '/webhooks/missive',
  body,
  headers: { 'content-type': 'application/json', 'x-hook-signature': sign(body) },
})
/** Each of a conversation of its own, as Missive's come; every connection has its own. */
const requests = Array.from({ length: CONNECTIONS }, () =>
  Array.from({ length: EACH }, () => requestOf(fixture.replace(OLD_ID, randomUUID()))),
)

const measure = async (url: string) => {
  let connection = 0
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    setupClient: (client) => client.setRequests(requests[connection++ % CONNECTIONS] ?? []),
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}

it('takes webhooks in', async () => {
  await measure(baseline.url)
  await measure(baton.url)
  const runs = []
  for (let run = 0; run < RUNS; run++) runs.push({ bare: await measure(baseline.url), ours: await measure(baton.url) })
  const bare = median(runs.map((run) => run.bare.perSecond))
  const ours = median(runs.map((run) => run.ours.perSecond))
  print(
    `Webhook to 202: medians of ${RUNS} runs of ${SECONDS} s in turn, ${CONNECTIONS} connections, bodies of ${Math.round(fixture.length / 1000)} kB`,
    [
      ['', 'requests/s', 'p99 ms', 'of bare'],
      ['bare Hono, same HMAC, one commit a tick', bare, median(runs.map((run) => run.bare.p99)), ''],
      [
        'Baton, folding meanwhile',
        ours,
        median(runs.map((run) => run.ours.p99)),
        `${Math.round((100 * ours) / bare)} %`,
      ],
    ],
  )
})
