import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { it } from 'vitest'
import { harborAndPine } from '../../server/playground/harbor-and-pine'
import { createSmallMissive } from '../../server/playground/small-missive'
import { listen } from '../playground/support'
import { ALWAYS_OPEN, SECRET, TOKEN } from '../support/desk'
import { median, print, quantile, spawnServer, temporaryFolder } from './support'

const RUNS = 3
const MAILS = 1000
const rules = ALWAYS_OPEN.replace('capacity: 100', 'capacity: 5000')

/** All mails arrive at once: how long until Missive has taken the call for each. */
const burst = async (echoes: boolean) => {
  const folder = temporaryFolder()
  const missive = createSmallMissive({
    organization: harborAndPine,
    token: TOKEN,
    limits: null,
    switches: { apiWritesFireWebhooks: echoes },
  })
  const server = await listen(missive.app)
  const baton = await spawnServer('baton-process', [rules, 'lifted'], {
    MISSIVE_API_TOKEN: TOKEN,
    MISSIVE_API_URL: `${server.url}/v1`,
    MISSIVE_WEBHOOK_SECRET: SECRET,
    DATABASE_URL: `file:${join(folder, 'baton.db')}`,
    LOG_LEVEL: 'error',
  })
  missive.webhooks.sendTo({ url: `${baton.url}/webhooks/missive`, secret: SECRET })
  const started = performance.now()
  for (let mail = 0; mail < MAILS; mail++)
    missive.receiveMail({
      from: `c${mail}@customer.example`,
      subject: `Parcel ${mail}`,
      text: 'Where is it?',
      team: 'Support',
    })
  const taken: number[] = []
  let counted = 0
  while (taken.length < MAILS) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    const posts = missive.requests.filter(
      ({ method, status }) => method === 'POST' && status !== null && status < 300,
    ).length
    for (; counted < posts; counted++) taken.push(performance.now() - started)
  }
  await missive.settled()
  missive.stop()
  const memory = await baton.memory()
  await baton.stop()
  server.close()
  return { p50: median(taken), p95: quantile(taken, 0.95), perSecond: (1000 * MAILS) / Math.max(...taken), memory }
}

/** As many commits of a row, each followed by a call to the same Missive, and nothing else; five at once. */
const bare = async () => {
  const missive = createSmallMissive({ organization: harborAndPine, token: TOKEN, limits: null })
  const server = await listen(missive.app)
  const ids = Array.from(
    { length: MAILS },
    (_, mail) =>
      missive.receiveMail({
        from: `c${mail}@customer.example`,
        subject: `Parcel ${mail}`,
        text: 'Where?',
        team: 'Support',
      }).conversation,
  )
  const db = new SqliteDatabase(join(temporaryFolder(), 'bare.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table handoffs (id integer primary key, conversation text not null)')
  const insert = db.prepare('insert into handoffs (conversation) values (?)')
  const started = performance.now()
  const workers = Array.from({ length: 64 }, async () => {
    for (let id = ids.pop(); id; id = ids.pop()) {
      insert.run(id)
      await fetch(`${server.url}/v1/posts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          posts: { conversation: id, markdown: 'note', notification: { title: 'a', body: 'b' } },
        }),
      })
    }
  })
  await Promise.all(workers)
  const perSecond = (1000 * MAILS) / (performance.now() - started)
  server.close()
  return perSecond
}

type Burst = Awaited<ReturnType<typeof burst>>

it('routes a burst', async () => {
  const runs: { echoed: Burst; quiet: Burst; bare: number }[] = []
  for (let run = 0; run < RUNS; run++)
    runs.push({ echoed: await burst(true), quiet: await burst(false), bare: await bare() })
  const row = (name: string, pick: (run: (typeof runs)[number]) => Burst) => {
    const of = (figure: (burst: Burst) => number) => median(runs.map((run) => figure(pick(run))))
    return [name, of((one) => one.perSecond), of((one) => one.p50), of((one) => one.p95), of((one) => one.memory / 1e6)]
  }
  print(
    `${MAILS} mails at once, limits lifted on both sides: medians of ${RUNS} runs, the Missive in another process`,
    [
      ['', 'handoffs/s', 'p50 ms', 'p95 ms', 'MB'],
      ['bare: one commit and one call each', median(runs.map((run) => run.bare)), '', '', ''],
      row('mail in to call accepted', (run) => run.echoed),
      row('the same, with a Missive that sends no webhook of it', (run) => run.quiet),
    ],
  )
})
